import { type Server as HttpServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { constants, createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';

/** Headers of a HTTP/1.1 connection, which HTTP/2 forbids: https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2 */
const connectionHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade'];

/**
 * A server before `http` that also takes HTTP/2 with prior knowledge, which the SDK's Kinesis client speaks to every endpoint.
 * Each stream becomes a request to `http`. The returned server is the one to listen with.
 */
export function acceptHttp2(http: HttpServer): Server {
  const http2 = createHttp2Server();
  const front = createServer((socket) => {
    socket.once('data', (start) => {
      socket.pause();
      socket.unshift(start);
      const isHttp2 = start.toString('latin1').startsWith('PRI ');
      (isHttp2 ? http2 : http).emit('connection', socket);
      if (!isHttp2) socket.resume();
    });
    // A client that goes away is no fault of the sandbox.
    socket.on('error', () => socket.destroy());
  });
  http2.on('stream', (stream, headers) => {
    const address = front.address();
    if (address !== null && typeof address === 'object') forward(stream, headers, address.port);
  });
  return front;
}

function forward(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, port: number): void {
  const pseudo = (name: string) => String(headers[name] ?? '');
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
  const upstream = httpRequest({
    host: '127.0.0.1',
    port,
    method: pseudo(':method'),
    path: pseudo(':path'),
    headers: { ...Object.fromEntries(kept), host: headers.host ?? pseudo(':authority') },
    setHost: false,
    agent: false,
  });
  const cut = () => stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  upstream.on('response', (response) => {
    const answered = Object.entries(response.headers).filter(([name]) => !connectionHeaders.includes(name));
    stream.respond({ ...Object.fromEntries(answered), ':status': response.statusCode ?? 502 });
    response.on('error', cut);
    response.pipe(stream);
  });
  upstream.on('error', cut);
  stream.on('error', () => upstream.destroy());
  stream.on('close', () => upstream.destroy());
  stream.pipe(upstream);
}

/** Destroys the connections of a server that are open when it is called. */
export function trackConnections(server: Server): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}
