/** What kind of component answers Identify (CXL 3.1 §8.2.9.1.1). */
export const COMPONENT_TYPES = { switch: 0, 'type-3-device': 3 } as const;
