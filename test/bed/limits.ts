/** What has to be changed on the machine itself, and is changed back. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runDir } from './paths.ts';

/** Counted over all of a user's processes; the usual 128 is used up by one cluster. */
const inotify = '/proc/sys/fs/inotify/max_user_instances';
const wanted = 1024;
const before = join(runDir, 'inotify.before');

/** Folders that nodes mount theirs over; made by the nodes when they are not there. */
const mountPoints = ['/var/lib/kubelet', '/var/lib/containerd', '/var/lib/cni'];

export function raiseLimits(): void {
  const value = readFileSync(inotify, 'utf8').trim();
  if (Number(value) >= wanted) return;
  mkdirSync(runDir, { recursive: true });
  writeFileSync(before, value);
  writeFileSync(inotify, String(wanted));
}

export function restoreLimits(): void {
  if (existsSync(before)) writeFileSync(inotify, readFileSync(before));
  for (const folder of mountPoints) {
    try {
      rmdirSync(folder);
    } catch {
      // It is somebody else's and has something in it.
    }
  }
}
