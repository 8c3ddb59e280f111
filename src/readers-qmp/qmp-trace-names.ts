/** QMP commands that QEMU spells with underscores; in trace events all dashes are underscores. */
const WITH_UNDERSCORES: ReadonlySet<string> = new Set([
  'add_client',
  'block_resize',
  'block_set_io_throttle',
  'client_migrate_info',
  'device_add',
  'device_del',
  'expire_password',
  'migrate_cancel',
  'migrate_recover',
  'netdev_add',
  'netdev_del',
  'qmp_capabilities',
  'set_link',
  'set_password',
  'system_powerdown',
  'system_reset',
  'system_wakeup',
]);

/** The QMP command whose `qmp_enter_` or `qmp_exit_` trace event has that name. */
export const commandOfTrace = (name: string): string => (WITH_UNDERSCORES.has(name) ? name : name.replaceAll('_', '-'));
