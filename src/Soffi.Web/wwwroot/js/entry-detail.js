// The page of a cell beside the grid: definition, legal basis, past years, history, conversation.
import { make } from './entry-cells.js';

export async function showDetail(form, field) {
  const address = form.dataset.detail + field.name;
  let content;
  let title = '';
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    title = page.querySelector('h1')?.textContent ?? '';
    content = answer.ok && !answer.redirected ? page.querySelector('#detail-cellule') : null;
  } catch {
    content = null;
  }
  if (!content) {
    location.assign(address); // Session ended, network away, or no such part: the page itself says it.
    return;
  }
  const former = document.getElementById('volet');
  former?.remove();
  const close = () => { panel.remove(); field.focus(); };
  const panel = make('aside', { id: 'volet', className: 'soffi-panel' },
    make('div', { className: 'soffi-panel__bar' },
      make('a', { className: 'fr-link fr-link--sm', href: address, textContent: 'Ouvrir en page entière' }),
      make('button', { type: 'button', className: 'fr-btn fr-btn--sm fr-btn--tertiary', textContent: 'Fermer', onclick: close })),
    make('h2', { className: 'fr-h5', textContent: title }),
    document.importNode(content, true));
  panel.setAttribute('aria-label', `Détail de la cellule ${field.name}`);
  panel.tabIndex = -1;
  panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') { close(); } });
  document.querySelector('main').append(panel);
  panel.focus();
}
