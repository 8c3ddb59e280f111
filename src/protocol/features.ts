/** The features that memory devices of today have (CXL 3.1 §8.2.9.9.11), by the UUID that names each. */
export const FEATURE_UUIDS = {
  'patrol-scrub': '96dad7d6-fde8-482b-a733-75774e06db8a',
  'ddr5-error-check-scrub': 'e5b13f22-2328-4a14-b8ba-b9691e893386',
} as const;
