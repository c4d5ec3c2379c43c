// Comforts of every page. Nothing here is needed to use the service.

// After a refused form, the summary of its errors is read first.
document.querySelector('[data-soffi-focus]')?.focus();

// Says once that a form is being sent, and keeps a second click from sending it twice.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') {
    return;
  }
  if (form.dataset.soffiSent) {
    event.preventDefault();
    return;
  }
  form.dataset.soffiSent = 'true';
});

// Coming back with the browser's "previous" button shows the page as it was left: its forms may be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-soffi-sent]')) {
    delete form.dataset.soffiSent;
  }
});

for (const button of document.querySelectorAll('[data-soffi-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// Somebody who types for hours loads no page: a closure announced meanwhile is shown to them too, once a minute at most.
const notice = document.getElementById('maintenance-annonce');
if (notice && document.querySelector('form textarea, form input[type="text"]')) {
  const known = new Set([...notice.querySelectorAll('.fr-notice__desc')].map((p) => p.textContent.trim()));
  setInterval(async () => {
    if (document.hidden) {
      return;
    }
    try {
      const answer = await fetch(notice.dataset.adresse, { headers: { accept: 'application/json' } });
      for (const sentence of answer.ok ? await answer.json() : []) {
        if (!known.has(sentence)) {
          known.add(sentence);
          notice.append(announcement(sentence));
        }
      }
    } catch {
      // The network is away: the page says so when something is sent.
    }
  }, 60000);
}

function announcement(sentence) {
  const element = (name, className, ...children) => {
    const node = document.createElement(name);
    node.className = className;
    node.append(...children);
    return node;
  };
  const title = element('span', 'fr-notice__title', 'Maintenance. ');
  const text = element('span', 'fr-notice__desc', `${sentence} Enregistrez votre saisie.`);
  return element('div', 'fr-notice fr-notice--info', element('div', 'fr-container', element('div', 'fr-notice__body', element('p', '', title, text))));
}

// Cells typed in this browser that never left it (window closed without network): their statement's pages say so.
const declaration = location.pathname.match(/^\/declarations\/([0-9a-f-]{36})(?!.*\/cadres\/)/)?.[1];
const parked = declaration ? Object.keys(localStorage).filter((key) => key.startsWith('soffi.attente/') && key.includes(`/${declaration}/`)) : [];
if (parked.length > 0) {
  const { url } = JSON.parse(localStorage.getItem(parked[0]));
  const link = Object.assign(document.createElement('a'), { href: url.replace(/\/cellules$/, ''), textContent: 'Ouvrir le cadre' });
  const box = announcement('');
  box.className = 'fr-notice fr-notice--warning';
  box.querySelector('p').replaceChildren(
    Object.assign(document.createElement('span'), { className: 'fr-notice__title', textContent: `${parked.length}\u00a0cellule${parked.length > 1 ? 's' : ''} en attente d’envoi dans ce navigateur.` }), ' ', link);
  document.querySelector('main')?.before(box);
}
