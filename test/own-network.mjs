/**
 * A network for each test file: one host with a loopback and one address, and no way out. So no test meets another's
 * ports, nor does a browser give up its connections because another test pulled a plug.
 */

import { spawnSync } from 'node:child_process'

/** Both ends of a cable in one host: up, and with an address at one end. */
const SET_UP = [
  'ip link set lo up',
  'ip link add lan0 type veth peer name lan1',
  'ip link set lan0 addrgenmode none',
  'ip link set lan1 addrgenmode none up',
  'ip addr add 192.168.77.2/24 dev lan0',
  'ip link set lan0 up',
  // Browsers take the address of the default route for their own.
  'ip route add default dev lan0',
  // Names are asked for in vain at once, not after many seconds.
  'for server in $(sed -n "s/^nameserver //p" /etc/resolv.conf); do ip route add unreachable $server; done',
].join(' && ')

const command = ['unshare', '--net', '/bin/sh', '-c', `PATH=$PATH:/usr/sbin && ${SET_UP} && exec "$@"`, 'sh']

/** What to run a program under to give it such a network; empty where that is not allowed: it takes root. */
export function underOwnNetwork() {
  const [program, ...args] = [...command, 'true']
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0 ? command : []
}
