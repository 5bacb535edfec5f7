/** Lets the browser download from a path of this server. It goes to disk as it comes, so its size does not matter. */
export function downloadFrom(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  // The server names the file; an answer that is an error does not replace the page.
  link.download = '';
  link.click();
}
