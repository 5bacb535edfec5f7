#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

// `cloudcoreo`: a client of CloudCoreo's HTTP API. The cache makes every start but the first four times as fast. It is
// the user's own: in Node's default, a folder for temporary files, somebody else could put code that is then run here.

const { XDG_CACHE_HOME = '', HOME = homedir() } = process.env;
enableCompileCache(join(isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(HOME, '.cache'), 'cloudcoreo', 'compile'));
await import('./run.ts');
