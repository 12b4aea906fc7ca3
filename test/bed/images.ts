/**
 * One OCI archive with every image of the bed, made of local files: no registry, no Docker,
 * uncompressed layers. containerd imports it before the kubelet starts, so nothing is pulled.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { bedDir, imagesRoot, sourceDir } from './paths.ts';
import { run } from './process.ts';
import type { Tell } from './progress.ts';
import { TarWriter } from './tar.ts';

/** The name under which nothing can be pulled by mistake. */
export const hub = 'bed.local';
export const tag = 'bed';
export const appImage = `${hub}/app:${tag}`;

/** Path in the image → file of this machine. */
type Files = Readonly<Record<string, string>>;

/** The machine's own iptables and C library, for the proxy image. */
interface MachineFiles {
  readonly libraries: Files;
  readonly iptables: Files;
}

/** A part of an archive: a file on disk, or bytes. */
type Blob = string | Buffer;

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
const media = (kind: string) => `application/vnd.oci.image.${kind}`;

/** Writes the archive for these binaries unless it is there; returns its path. */
export async function buildImages(bin: string, tell: Tell): Promise<string> {
  const machine = await machineFiles(join(bin, 'envoy'));
  const hash = imagesHash(bin, machine);
  const archive = join(imagesRoot, `${hash}.tar`);
  if (existsSync(archive)) return archive;
  const start = Date.now();
  rmSync(imagesRoot, { recursive: true, force: true });
  mkdirSync(imagesRoot, { recursive: true });
  const work = mkdtempSync(join(bedDir, 'images-'));
  try {
    new ArchiveBuilder(work).write(bin, machine, `${archive}.new`);
    renameSync(`${archive}.new`, archive);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const megabytes = Math.round(statSync(archive).size / 2 ** 20);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  tell('images', `${megabytes} MB of images (${seconds} s)`);
  return archive;
}

/** The machine's files may be upgraded at any time: they count by path, size and time. */
function imagesHash(bin: string, machine: MachineFiles): string {
  const hash = createHash('sha256').update(basename(bin));
  for (const source of ['images.ts', 'tar.ts'])
    hash.update(readFileSync(join(sourceDir, source)));
  for (const [path, file] of Object.entries({
    ...machine.libraries,
    ...machine.iptables,
  })) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

async function machineFiles(envoy: string): Promise<MachineFiles> {
  const multi = [
    '/usr/sbin/xtables-nft-multi',
    '/usr/sbin/xtables-legacy-multi',
  ];
  const programs = multi.filter(path => existsSync(path));
  const plugins = ['/usr/lib', '/usr/lib64']
    .filter(folder => existsSync(folder))
    .flatMap(folder => [folder, ...subfolders(folder)])
    .map(folder => join(folder, 'xtables'))
    .find(folder => existsSync(folder));
  if (programs.length === 0 || plugins === undefined)
    throw new Error(
      'no iptables with its plug-ins on this machine: apt-get install -y iptables',
    );
  const matches = readdirSync(plugins).map(name => join(plugins, name));
  return {
    libraries: await sharedLibraries([envoy, ...programs]),
    iptables: Object.fromEntries([...programs, ...matches].map(p => [p, p])),
  };
}

const subfolders = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(folder, entry.name));

/** Libraries and loader of dynamic programs, by the paths under which they are looked for. */
async function sharedLibraries(programs: readonly string[]): Promise<Files> {
  const { stdout } = await run('ldd', programs, { allowFailure: true });
  const paths = [...stdout.matchAll(/(\/\S+) \(0x/g)].map(match => match[1]);
  return Object.fromEntries(paths.map(path => [path, realpathSync(path)]));
}

const users = {
  '/etc/passwd': `root:x:0:0:root:/:/sbin/nologin
istio-proxy:x:1337:1337::/:/sbin/nologin
nobody:x:65534:65534::/:/sbin/nologin
`,
  '/etc/group': 'root:x:0:\nistio-proxy:x:1337:\nnobody:x:65534:\n',
  '/etc/nsswitch.conf': 'hosts: files dns\n',
} as const;

/** iptables is one program under many names. */
const iptablesLinks: Files = Object.fromEntries(
  ['iptables', 'ip6tables'].flatMap(program =>
    ['', '-save', '-restore'].flatMap(suffix => [
      [`/usr/sbin/${program}${suffix}`, 'xtables-nft-multi'],
      [`/usr/sbin/${program}-nft${suffix}`, 'xtables-nft-multi'],
      [`/usr/sbin/${program}-legacy${suffix}`, 'xtables-legacy-multi'],
    ]),
  ),
);

class ArchiveBuilder {
  readonly #work: string;
  readonly #blobs = new Map<string, Blob>();

  constructor(work: string) {
    this.#work = work;
  }

  write(bin: string, machine: MachineFiles, path: string): void {
    const file = (name: string, folder = '/usr/local/bin') => ({
      [join(folder, name)]: join(bin, name),
    });
    const base = this.#layer(tar => {
      for (const folder of [
        '/etc',
        '/run',
        '/var/run',
        '/proc',
        '/sys',
        '/dev',
      ])
        tar.folder(folder);
      tar.folder('/tmp', 0o1777);
      for (const [name, text] of Object.entries(users)) tar.text(name, text);
    });
    const app = this.#layer(tar => {
      addFiles(tar, file('bedapp', '/'));
      tar.link('/pause', 'bedapp');
    });
    const coredns = this.#layer(tar => addFiles(tar, file('coredns', '/')));
    const pilot = this.#layer(tar => addFiles(tar, file('pilot-discovery')));
    const iptables = this.#layer(tar => {
      addFiles(tar, { ...machine.libraries, ...machine.iptables });
      for (const [name, to] of Object.entries(iptablesLinks))
        tar.link(name, to);
    });
    const proxy = this.#layer(tar => {
      addFiles(tar, { ...file('envoy'), ...file('pilot-agent') });
      tar.file(
        '/var/lib/istio/envoy/envoy_bootstrap_tmpl.json',
        join(bin, 'envoy_bootstrap.json'),
        0o644,
      );
    });
    this.#archive(path, [
      this.#image('pause', [base, app], '/pause'),
      this.#image('app', [base, app], '/bedapp'),
      this.#image('coredns', [base, coredns], '/coredns'),
      this.#image(
        'istio/pilot',
        [base, pilot],
        '/usr/local/bin/pilot-discovery',
        '1337:1337',
      ),
      this.#image(
        'istio/proxyv2',
        [base, iptables, proxy],
        '/usr/local/bin/pilot-agent',
      ),
    ]);
  }

  #layer(fill: (tar: TarWriter) => void): Descriptor {
    const path = join(this.#work, `layer-${this.#blobs.size}.tar`);
    const tar = new TarWriter(path);
    fill(tar);
    const end = tar.end();
    this.#blobs.set(end.digest, path);
    return { mediaType: media('layer.v1.tar'), ...end };
  }

  #json(mediaType: string, document: unknown): Descriptor {
    const bytes = Buffer.from(JSON.stringify(document));
    const hash = createHash('sha256').update(bytes).digest('hex');
    this.#blobs.set(`sha256:${hash}`, bytes);
    return { mediaType, digest: `sha256:${hash}`, size: bytes.length };
  }

  #image(
    name: string,
    layers: readonly Descriptor[],
    entrypoint: string,
    user = '',
  ) {
    const config = this.#json(media('config.v1+json'), {
      architecture,
      os: 'linux',
      config: {
        Entrypoint: [entrypoint],
        User: user,
        WorkingDir: '/',
        Env: ['PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      },
      // Uncompressed layers: a layer's digest is also that of its content.
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    });
    const mediaType = media('manifest.v1+json');
    return {
      ...this.#json(mediaType, { schemaVersion: 2, mediaType, config, layers }),
      platform: { architecture, os: 'linux' },
      annotations: {
        'io.containerd.image.name': `${hub}/${name}:${tag}`,
        'org.opencontainers.image.ref.name': tag,
      },
    };
  }

  #archive(path: string, manifests: readonly Descriptor[]): void {
    const tar = new TarWriter(path);
    tar.text('oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    for (const [digest, blob] of this.#blobs) {
      const name = `blobs/sha256/${digest.slice('sha256:'.length)}`;
      if (typeof blob === 'string') tar.file(name, blob, 0o644);
      else tar.text(name, blob);
    }
    const mediaType = media('index.v1+json');
    tar.text(
      'index.json',
      JSON.stringify({ schemaVersion: 2, mediaType, manifests }),
    );
    tar.end();
  }
}

function addFiles(tar: TarWriter, files: Files): void {
  for (const [path, source] of Object.entries(files)) tar.file(path, source);
}
