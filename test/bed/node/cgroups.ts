/** The control groups of a node, in version 1 (a tree a controller) or 2 (one tree). */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const root = '/sys/fs/cgroup';
const delegation = join(root, 'cgroup.subtree_control');

const trees = () =>
  existsSync(delegation)
    ? [root]
    : readdirSync(root, { withFileTypes: true })
        .filter(entry => entry.isDirectory())
        .map(entry => join(root, entry.name));

/** The kubelet wants its root to be there. */
export function makeCgroup(name: string): void {
  if (existsSync(delegation)) {
    const controllers = readFileSync(join(root, 'cgroup.controllers'), 'utf8');
    for (const controller of controllers.trim().split(' '))
      attempt(() => writeFileSync(delegation, `+${controller}`));
  }
  for (const tree of trees()) {
    // Some trees of version 1 do not take new groups; the kubelet does not use those.
    attempt(() => mkdirSync(join(tree, name), { recursive: true }));
  }
}

/** Removes a group and all groups in it. Their processes must have ended. */
export function removeCgroup(name: string): void {
  for (const tree of trees()) removeTree(join(tree, name));
}

/** The groups of the bed that are still there. */
export const cgroupsLeft = (prefix: string): readonly string[] =>
  trees().flatMap(tree =>
    readdirSync(tree)
      .filter(name => name.startsWith(prefix))
      .map(name => join(tree, name)),
  );

function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  // The files in it are the kernel's: rmdir is the way, and what is busy stays for another try.
  attempt(() => rmdirSync(folder));
}

function attempt(effect: () => void): void {
  try {
    effect();
  } catch {
    // The caller looks at what is there afterwards.
  }
}
