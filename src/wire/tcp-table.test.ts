import { expect, test } from 'vitest';
import { linesOfPorts, tcpEntries } from './tcp-table.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const line = (local: string, remote: string, state: string, queues = '00000000:00000000'): string =>
  `   0: ${local} ${remote} ${state} ${queues} 00:00000000 00000000     0        0 1452535 3 0 100 0`;

test('sockets of a port are read, of both families', () => {
  const table = [
    head,
    line('09034D7F:88D7', '00000000:0000', '0A', '00000000:00000002'),
    line('0100007F:EDBE', '09034D7F:88D7', '02', '0000001A:00000000'),
    line('00000000000000000000000001000000:9379', '00000000000000000000000001000000:88D7', '01'),
    line('0000000000000000FFFF00000100007F:9379', '0000000000000000FFFF000009034D7F:88D7', '02'),
    line('0100007F:0016', '0100007F:0050', '01'),
    '',
  ].join('\n');
  expect(tcpEntries(table, 0x88d7)).toEqual([
    { local: '127.77.3.9:35031', remote: '0.0.0.0:0', state: 'listen', waiting: 2, unacknowledged: 0 },
    {
      local: '127.0.0.1:60862',
      remote: '127.77.3.9:35031',
      state: 'syn-sent',
      waiting: 0,
      unacknowledged: 26,
    },
    { local: '[::1]:37753', remote: '[::1]:35031', state: 'established', waiting: 0, unacknowledged: 0 },
    {
      local: '127.0.0.1:37753',
      remote: '127.77.3.9:35031',
      state: 'syn-sent',
      waiting: 0,
      unacknowledged: 0,
    },
  ]);
});

test('what is no table has no sockets', () => {
  expect(tcpEntries('', 80)).toEqual([]);
  expect(tcpEntries('  0: nonsense :0050 \n :0050 ', 80)).toEqual([]);
});

test('the lines of some ports are a table of their own', () => {
  const kept = line('0100007F:EDBE', '09034D7F:88D7', '01');
  const table = [head, kept, line('0100007F:0016', '0100007F:0050', '01'), 'nonsense', ''].join('\n');
  expect(linesOfPorts(table, new Set([0x88d7]))).toBe(kept);
  expect(linesOfPorts(table, new Set([0xedbe]))).toBe(kept);
  expect(linesOfPorts(table, new Set([0x88]))).toBe('');
});
