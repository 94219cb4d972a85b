/** Everything the store began with. A migration that has been released is never changed: add the next one. */
export const initial = `
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  time_zone TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The log: one row an entry, found by the number of its last frame.
CREATE TABLE entries (
  conversation_id TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  message_from INTEGER,
  customer_id TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (conversation_id, last_seq)
) STRICT;
CREATE INDEX entries_by_message ON entries (conversation_id, message_from DESC, seq DESC)
  WHERE message_from IS NOT NULL;
-- A customer's conversations as the log has them: each has one first entry.
CREATE INDEX entries_by_customer ON entries (customer_id, conversation_id) WHERE seq = 1;

CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  inbox_rank INTEGER NOT NULL,
  inbox_order INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX conversations_by_customer ON conversations (customer_id, updated_at DESC, id DESC);
CREATE INDEX conversations_by_inbox ON conversations (inbox_rank, inbox_order, id);

CREATE TABLE requests (
  principal_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  record TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (principal_id, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_expiry ON requests (expires_at);

CREATE TABLE ledger (
  position INTEGER PRIMARY KEY,
  conversation_id TEXT NOT NULL,
  turn TEXT NOT NULL,
  step INTEGER NOT NULL,
  call INTEGER NOT NULL,
  customer_id TEXT NOT NULL,
  at TEXT NOT NULL,
  intent TEXT NOT NULL,
  outcome TEXT,
  hand_off TEXT,
  settled_at TEXT,
  UNIQUE (conversation_id, turn, step, call)
) STRICT;
CREATE INDEX ledger_by_customer ON ledger (customer_id);

CREATE TABLE leases (
  conversation_id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE budgets (
  key TEXT PRIMARY KEY,
  used INTEGER NOT NULL,
  ends_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX budgets_by_end ON budgets (ends_at);

CREATE TABLE objects (
  position INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  data TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (customer_id, kind, id)
) STRICT;
CREATE INDEX objects_by_age ON objects (customer_id, kind, created_at, position);

-- Writes that must happen once, by name.
CREATE TABLE effects (
  customer_id TEXT NOT NULL,
  effect TEXT NOT NULL,
  PRIMARY KEY (customer_id, effect)
) STRICT, WITHOUT ROWID;

-- The doorbell: a row stands until its conversation was answered. \`rung\` counts, so that a ring in the middle is not lost.
CREATE TABLE rings (
  conversation_id TEXT PRIMARY KEY,
  rung INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  due TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX rings_by_due ON rings (due);

CREATE TABLE timers (
  customer_id TEXT NOT NULL,
  id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  schedule TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  planned_at TEXT NOT NULL,
  due TEXT NOT NULL,
  PRIMARY KEY (customer_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_by_due ON timers (due);

CREATE TABLE billing (
  customer_id TEXT NOT NULL,
  key TEXT NOT NULL,
  reference TEXT NOT NULL,
  level TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (customer_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE pauses (
  action TEXT NOT NULL,
  level TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (action, level)
) STRICT, WITHOUT ROWID;
`;
