/** A way through a lattice, step by step: the places it leads over, the first first. */
export type Path = readonly { readonly from: number; readonly to: number }[];

/** A table of places, each with the cheapest way known to it from the first. Ways only lead on to later places. */
export class Lattice {
  readonly #costs: Float64Array;
  readonly #origins: Int32Array;
  readonly #most: number;

  /** @param most ways that cost more are not gone. */
  constructor(places: number, most: number) {
    this.#costs = new Float64Array(places).fill(Infinity);
    this.#origins = new Int32Array(places);
    this.#most = most;
    this.#costs[0] = 0;
  }

  /** What the cheapest way to a place costs; Infinity if there is none. */
  cost(place: number): number {
    return this.#costs[place] ?? Infinity;
  }

  /** Goes on from a place to a later one. Returns whether that is the cheapest way to it by now. */
  reach(from: number, to: number, cost: number): boolean {
    const total = this.cost(from) + cost;
    if (total > this.#most || total >= this.cost(to)) return false;
    this.#costs[to] = total;
    this.#origins[to] = from;
    return true;
  }

  /** The cheapest way to a place. */
  path(place: number): Path {
    const steps: { from: number; to: number }[] = [];
    for (let to = place; to > 0;) {
      const from = this.#origins[to] ?? 0;
      steps.unshift({ from, to });
      to = from;
    }
    return steps;
  }
}
