/** The parts of a device that a command reads or changes: a divergence in one makes later ones in it likely consequences. */
export type Concern =
  | 'alerts'
  | 'backends'
  | 'background'
  | 'clock'
  | 'events'
  | 'extents'
  | 'features'
  | 'firmware'
  | 'identity'
  | 'lsa'
  | 'poison';
