// A page of entry with a script: cells are saved as they are typed. Nothing here is needed to type, save or submit.
import { CellDisplay, fieldOf, make, raw } from './entry-cells.js';
import { CellQueue } from './entry-queue.js';
import { Grid } from './entry-grid.js';

const CODE = /^[A-Z0-9]+\.[A-Z0-9]+\.[A-Z0-9]+$/;
const NEWS = 30000; // How often one asks what others saved, in milliseconds.
const TYPING = 1500; // Idle time after which a cell still being typed in is saved.
const LEFT = 150; // Time after which a cell that was left is saved: several then leave together.

const form = document.getElementById('saisie');
const status = document.getElementById('etat');
const waiting = document.getElementById('attente');
const isCell = (element) => CODE.test(element.name ?? '');
const count = (number) => `${number}\u00a0cellule${number > 1 ? 's' : ''}`;
let failing = '';
let moved = 0; // totals moved by the last answer
let soon;

const display = new CellDisplay({
  announce: (text) => { status.textContent = text; },
  keepTheirs(field, standing) {
    queue.yield(field.name);
    field.focus();
    field.blur();
    display.standing(field.name, { ...standing, etat: 'enregistree', texte: standing.leur, message: null });
    field.focus();
  },
  imposeMine(field, standing) {
    field.focus();
    queue.impose(field.name, standing.base);
  },
});

const queue = form && !form.dataset.lecture && !form.dataset.brouillon ? new CellQueue(form, {
  standing: (code, standing) => display.standing(code, standing),
  totals: (totals, remarks) => { moved = display.totals(totals, remarks); },
  others,
  state,
}) : null;

/** What colleagues have open now. */
function others(names) {
  const box = document.getElementById('presence') ?? form.parentElement.insertBefore(
    make('div', { id: 'presence', className: 'fr-alert fr-alert--info fr-alert--sm fr-mb-2w' }), form);
  box.hidden = names.length === 0;
  box.replaceChildren(...names.map((name) => make('p', { textContent: name })),
    make('p', { textContent: 'Vos saisies se combinent cellule par cellule\u00a0: rien n’est écrasé sans que vous le voyiez.' }));
}

/** Says how the saving goes, and the way out when it does not. */
function state(name, detail) {
  failing = ['', 'envoi', 'enregistre', 'ailleurs'].includes(name) ? '' : name;
  const parked = queue.waiting === 0 ? '' : `${count(queue.waiting)} en attente d’envoi. `;
  const said = {
    '': `${parked}`,
    envoi: 'Enregistrement…',
    enregistre: moved > 0 ? `${detail} ${moved}\u00a0${moved > 1 ? 'totaux mis' : 'total mis'} à jour.` : detail,
    ailleurs: `Des cellules du cadre ${detail} ont été modifiées par quelqu’un d’autre\u00a0: ouvrez ce cadre pour choisir.`,
    'hors-ligne': `${parked}Le réseau ne répond pas\u00a0: ce navigateur les garde et les enverra dès son retour.`,
    session: `${parked}Votre session a expiré\u00a0: reconnectez-vous, vous ne perdez rien.`,
    cgu: `${parked}De nouvelles conditions d’utilisation sont à accepter\u00a0; vos saisies partiront ensuite.`,
    maintenance: `${parked}${detail ?? 'Le service est en maintenance.'} Ce navigateur garde vos saisies.`,
    close: detail ?? 'La déclaration n’est plus modifiable.',
    'autre-compte': `${parked}Vous êtes maintenant connecté sous un autre compte\u00a0: rien n’est envoyé en son nom. Reconnectez-vous sous le vôtre.`,
    erreur: `${parked}${detail ?? 'L’envoi a échoué.'} Rechargez la page\u00a0: ce navigateur garde vos saisies.`,
  }[name] ?? '';
  if (status.textContent !== said) {
    status.textContent = said;
  }
  const link = { session: '/connexion', 'autre-compte': '/connexion', cgu: '/cgu/acceptation' }[name];
  const words = name === 'cgu' ? 'Lire et accepter les conditions' : 'Se reconnecter';
  waiting.hidden = !failing || name === 'close';
  waiting.replaceChildren(link
    ? make('a', {
      className: 'fr-link', target: '_blank', rel: 'noopener', href: `${link}?retour=${encodeURIComponent(location.pathname)}`,
      textContent: words, title: `${words} – nouvelle fenêtre`,
    })
    : make('button', { type: 'button', className: 'fr-btn fr-btn--sm fr-btn--tertiary', textContent: 'Réessayer', onclick: () => look() }));
}

/** The field holds something else: it waits, then leaves. */
function typed(field, source) {
  if (raw(field.value) === raw(display.saved.get(field.name) ?? '')) {
    queue.untyped(field.name);
    if (!queue.pending.has(field.name)) {
      display.mark(field, undefined);
      return;
    }
  }
  queue.typed(field.name, field.value, source);
  display.mark(field, 'attente');
  if (failing) {
    state(failing);
  }
  send(document.activeElement === field ? TYPING : LEFT);
}

function send(delay) {
  clearTimeout(soon);
  soon = setTimeout(() => queue.flush(), delay);
}

/** Asks what others saved, then sends what waits. */
async function look() {
  if (document.hidden) {
    return;
  }
  const known = await queue.news();
  if (known && queue.waiting > 0) {
    await queue.flush();
  } else if (known && failing && failing !== 'close') {
    state('enregistre', 'Tout est enregistré.');
  }
}

async function start() {
  const fields = () => [...form.querySelectorAll('input.fr-input[name], textarea.fr-input[name]')].filter(isCell);
  for (const field of fields()) {
    display.saved.set(field.name, field.defaultValue);
  }
  const put = (code, text, source) => {
    const field = fieldOf(code);
    if (field) {
      field.value = text;
      typed(field, source);
    }
  };
  new Grid(form, { fields, put, display, queue, announce: (text) => { status.textContent = text; } });

  form.addEventListener('focusin', ({ target }) => {
    if (isCell(target)) {
      if (target.inputMode === 'decimal' && !queue.pending.has(target.name)) {
        target.value = raw(target.value);
        target.select(); // Another value takes the selection away: what is typed next would be added to the figure.
      }
      display.tell(target);
    }
  });
  form.addEventListener('focusout', ({ target }) => {
    if (isCell(target)) {
      if (!queue.pending.has(target.name)) {
        display.showLate(target);
      }
      if (queue.pending.size > 0 && !failing) {
        send(LEFT);
      }
    }
  });
  form.addEventListener('input', ({ target }) => isCell(target) && typed(target));
  form.addEventListener('submit', beforePost);

  addEventListener('online', () => look());
  addEventListener('focus', () => failing && look());
  document.addEventListener('visibilitychange', () => look());
  setInterval(() => look(), NEWS);
  addEventListener('pagehide', () => queue.flush({ keepalive: true }));
  addEventListener('beforeunload', (event) => {
    if (queue.waiting > 0 && (failing || queue.unkept) && !form.dataset.soffiSent) {
      event.preventDefault();
    }
  });
  await takeBack();
  await look();
}

/** A plain post saves too: it says on which revision each cell that still waits was typed. */
function beforePost(event) {
  if (navigator.onLine && queue.disputed.size === 0) {
    clearTimeout(soon);
    queue.prepareForm();
    return;
  }
  event.preventDefault();
  if (navigator.onLine) {
    document.getElementById(`${[...queue.disputed][0]}-c`)?.querySelector('button').focus();
  } else {
    state('hors-ligne');
  }
}

/** Cells that a closed window, a crash or a lost session left in this browser. */
async function takeBack() {
  for (const [code, cell] of await queue.adopt()) {
    const field = fieldOf(code);
    if (field && !document.querySelector(`[name="conflit.${CSS.escape(code)}"]`) && raw(field.value) !== raw(cell.valeur)) {
      field.value = cell.valeur;
      queue.takeBack(code, cell);
      display.mark(field, 'attente');
    }
  }
}

/** A page shown again with values that are not saved: it keeps them itself until they are sent or given up. */
async function keepDraft() {
  await new CellQueue(form, {}).adopt();
  addEventListener('beforeunload', (event) => {
    if (!form.dataset.soffiSent) {
      event.preventDefault();
    }
  });
}

if (queue) {
  await start();
  form.dataset.pret = 'oui';
} else if (form?.dataset.brouillon) {
  await keepDraft();
}
