/** The people of customer service who come with the service. */
export const demoOperators = [
  { id: 'op_001', name: 'Sam Rivera' },
  { id: 'op_002', name: 'Mira Novak' },
] as const;
