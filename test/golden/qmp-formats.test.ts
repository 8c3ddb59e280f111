import { describeLogs } from './log-cases.js';

describeLogs(['qmp-transcript', 'qmp-chardev', 'qmp-shell', 'libvirt-log', 'virsh']);
