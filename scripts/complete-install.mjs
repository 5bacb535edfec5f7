import { spawnSync } from 'node:child_process';

// After `npm ci` under a Node older than some tools ask for, npm has left out their native parts without a word:
// it treats an optional package of another engine like one of another machine. The Node that came with the packages
// fits, so npm is run once more under it, which adds what is missing. This file is JavaScript because it is the one
// that an old Node may have to run.

const isTooOld = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 19);
};
const hostVersion = /node\/v([\d.]+)/.exec(process.env.npm_config_user_agent ?? '')?.[1] ?? process.versions.node;

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    'CloudCoreo brings its own Node 24 for Linux on x64 only. On this machine put Node 24 or newer on the PATH.',
  );
} else if (isTooOld(hostVersion) && process.env.npm_execpath !== undefined) {
  console.error('Completing the installation under Node 24 …');
  const words = [process.env.npm_execpath, 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1;
}
