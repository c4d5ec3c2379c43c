// Runs before the first paint, so that a dark theme does not flash white. Classic script: a module would run too late.
// The choice is kept by the design system under the key "scheme" of the local storage.
(() => {
  const root = document.documentElement;
  root.setAttribute('data-soffi-js', '');
  let scheme = null;
  try {
    scheme = localStorage.getItem('scheme');
  } catch {
    // Storage refused by the browser's settings: the system's theme is used.
  }
  scheme ??= root.getAttribute('data-fr-scheme');
  const dark = scheme === 'dark'
    || (scheme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-fr-theme', dark ? 'dark' : 'light');
  root.style.colorScheme = dark ? 'dark' : 'light';
})();
