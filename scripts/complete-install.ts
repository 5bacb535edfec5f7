import { spawnSync } from 'node:child_process';

// After `npm ci` under a Node older than some tools ask for, npm has left out their native parts without a word:
// it treats an optional package of another engine like one of another machine. The Node that came with the packages
// fits, so npm is run once more under it, which adds what is missing.

const [, major = '0', minor = '0'] = /node\/v(\d+)\.(\d+)/.exec(process.env.npm_config_user_agent ?? '') ?? [];
const isTooOld = Number(major) < 20 || (Number(major) === 20 && Number(minor) < 19);

if (isTooOld && process.env.npm_execpath !== undefined) {
  console.error('Completing the installation under Node 24 …');
  const words = [process.env.npm_execpath, 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1;
}
