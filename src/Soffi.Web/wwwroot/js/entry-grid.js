// Moving, undoing, copying and searching in the grids of a page of entry, as in a spreadsheet.
import { fieldOf, make, raw } from './entry-cells.js';

const HELP = [
  ['Entrée, Maj + Entrée', 'cellule du dessous, du dessus'],
  ['Flèches', 'cellule voisine (dans un texte commencé\u00a0: déplacer le curseur\u00a0; F2 pour modifier une valeur)'],
  ['Tab, Maj + Tab', 'cellule suivante, précédente'],
  ['Début, Fin', 'première, dernière cellule de la ligne'],
  ['Ctrl + Début, Ctrl + Fin', 'première, dernière cellule du tableau'],
  ['F8, Maj + F8', 'cellule à corriger ou en avertissement suivante, précédente'],
  ['F9, Maj + F9', 'cellule vide suivante, précédente'],
  ['Alt + Maj + Flèche droite ou bas', 'recopier la valeur dans la cellule voisine'],
  ['Ctrl + Z, Ctrl + Y', 'annuler, rétablir'],
  ['Ctrl + V', 'coller un tableau copié dans un tableur, avec un aperçu'],
  ['Ctrl + Entrée', 'détail de la cellule'],
  ['Échap', 'rendre à la cellule sa valeur'],
];
const MOST_UNDO = 200;

export class Grid {
  #past = [];
  #future = [];
  #start = null; // what the focused field held when it was entered
  #whole = false; // the value was entered as a whole: arrows leave the cell

  constructor(form, { fields, put, display, queue, announce }) {
    Object.assign(this, { form, fields, put, display, queue, announce });
    form.addEventListener('focusin', ({ target }) => this.#enter(target));
    form.addEventListener('focusout', ({ target }) => this.#commit(target));
    form.addEventListener('keydown', (event) => this.#key(event));
    form.addEventListener('input', () => { this.#whole = false; });
    // The click that enters a cell selects its value; another one places the caret.
    form.addEventListener('pointerdown', ({ target }) => { this.clicked = target === document.activeElement ? null : target; this.#whole &&= target !== document.activeElement; });
    form.addEventListener('click', ({ target }) => { if (target === this.clicked && this.fields().includes(target)) { target.select(); } this.clicked = null; });
    form.addEventListener('paste', (event) => this.#paste(event));
    this.#tools();
  }

  /** Several cells set together: one step to undo. */
  putAll(cells, source) {
    const step = cells.map(({ code, texte }) => ({ code, before: this.display.saved.get(code) ?? '', after: texte }))
      .filter(({ code }) => fieldOf(code));
    for (const { code, after } of step) {
      const field = fieldOf(code);
      step.find((s) => s.code === code).before = field.value;
      this.put(code, after, source);
      if (this.#start?.code === code) {
        this.#start.text = field.value; // Not typed there: undoing takes the whole step back.
      }
    }
    this.#remember(step);
  }

  #enter(field) {
    if (this.fields().includes(field)) {
      this.#start = { code: field.name, text: field.value };
      this.#whole = true;
      field.select();
    }
  }

  #commit(field) {
    if (this.#start?.code === field.name && raw(field.value) !== raw(this.#start.text)) {
      this.#remember([{ code: field.name, before: this.#start.text, after: field.value }]);
    }
    this.#start = null;
  }

  #remember(step) {
    if (step.length > 0) {
      this.#past = [...this.#past, step].slice(-MOST_UNDO);
      this.#future = [];
    }
  }

  /** Undoes, or does again, the last step; a cell that somebody changed since is left alone, and said. */
  #turn(from, to, back) {
    const field = document.activeElement;
    if (back && this.#start && field.name === this.#start.code && raw(field.value) !== raw(this.#start.text)) {
      this.put(field.name, this.#start.text);
      field.select();
      this.announce('Modification annulée.');
      return;
    }
    const step = from.pop();
    if (!step) {
      this.announce(back ? 'Rien à annuler.' : 'Rien à rétablir.');
      return;
    }
    let skipped = 0;
    for (const { code, before, after } of step) {
      const cell = fieldOf(code);
      if (!cell || raw(cell.value) !== raw(back ? after : before)) {
        skipped += 1;
      } else {
        this.put(code, back ? before : after);
        if (cell === document.activeElement) {
          this.#start = { code, text: cell.value };
          this.#whole = true;
          cell.select();
        }
      }
    }
    to.push(step);
    const done = step.length - skipped;
    this.announce(`${done}\u00a0cellule${done > 1 ? 's' : ''} ${back ? 'rétablie' : 'refaite'}${done > 1 ? 's' : ''}`
      + (skipped > 0 ? `, ${skipped} laissée${skipped > 1 ? 's' : ''}\u00a0: sa valeur a changé depuis.` : '.'));
  }

  #key(event) {
    const field = event.target;
    if (event.isComposing || !this.fields().includes(field)) {
      return;
    }
    const act = this.#act(event, field);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  #act(event, field) {
    const { key, shiftKey: shift, altKey: alt } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    const table = field.closest('table');
    if (ctrl && !alt) {
      switch (key.toLowerCase()) {
        case 'z': return () => (shift ? this.#turn(this.#future, this.#past, false) : this.#turn(this.#past, this.#future, true));
        case 'y': return () => this.#turn(this.#future, this.#past, false);
        case 'enter': return () => this.#detail(field);
        case 'home': return table && (() => go(table.querySelector('td input.fr-input')));
        case 'end': return table && (() => go([...table.querySelectorAll('td input.fr-input')].at(-1)));
        default: return null;
      }
    }
    if (alt && shift && (key === 'ArrowRight' || key === 'ArrowDown') && table) {
      return () => this.#fill(field, key === 'ArrowRight' ? [1, 0] : [0, 1]);
    }
    if (alt || ctrl) {
      return null;
    }
    switch (key) {
      case 'F8': return () => this.#next(field, shift, (f) => f.getAttribute('aria-invalid') === 'true' || this.display.remarks.has(f.name), 'Aucune autre cellule à corriger dans ce cadre.');
      case 'F9': return () => this.#next(field, shift, (f) => f.value.trim() === '', 'Aucune autre cellule vide dans ce cadre.');
      case 'F2': return () => { this.#whole = false; field.setSelectionRange(field.value.length, field.value.length); };
      case 'Escape': return this.#start && field.value !== this.#start.text ? () => { this.put(field.name, this.#start.text); field.select(); } : null;
      case 'Enter': return field.matches('textarea') ? null : () => (table ? move(field, 0, shift ? -1 : 1) : this.#follow(field, shift ? -1 : 1));
      case 'ArrowDown': return table && (() => move(field, 0, 1));
      case 'ArrowUp': return table && (() => move(field, 0, -1));
      case 'ArrowLeft': return table && this.#whole && !shift ? () => move(field, -1, 0) : null;
      case 'ArrowRight': return table && this.#whole && !shift ? () => move(field, 1, 0) : null;
      case 'Home': return table && this.#whole && !shift ? () => go(field.closest('tr').querySelector('td input.fr-input')) : null;
      case 'End': return table && this.#whole && !shift ? () => go([...field.closest('tr').querySelectorAll('td input.fr-input')].at(-1)) : null;
      default: return null;
    }
  }

  #follow(field, step) {
    const all = this.fields();
    go(all[all.indexOf(field) + step]);
  }

  /** Copies the value into the neighbouring cell, and goes there: again and again along a line. */
  #fill(field, [right, down]) {
    const next = neighbour(field, right, down);
    if (next) {
      this.#commit(field);
      this.putAll([{ code: next.name, texte: field.value }]);
      go(next);
      this.announce('Valeur recopiée.');
    }
  }

  #next(field, backwards, wanted, none) {
    const all = backwards ? this.fields().reverse() : this.fields();
    const from = all.indexOf(field);
    const found = [...all.slice(from + 1), ...all.slice(0, Math.max(from, 0))].find(wanted);
    if (found) {
      go(found);
    } else {
      this.announce(none);
    }
  }

  async #detail(field) {
    const { showDetail } = await import('./entry-detail.js');
    await showDetail(this.form, field);
  }

  async #paste(event) {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const field = event.target;
    if (!this.fields().includes(field) || !(/[\t\n;].*\S/s.test(text.trim()))) {
      return; // One value: it goes into the field as anywhere else.
    }
    if (field.matches('textarea') || (!text.includes('\t') && field.inputMode !== 'decimal')) {
      return;
    }
    event.preventDefault();
    const { previewPaste } = await import('./entry-paste.js');
    await previewPaste(this, field, text);
  }

  #tools() {
    const bar = document.getElementById('outils');
    const last = () => (this.fields().includes(this.last) ? this.last : this.fields()[0]);
    this.form.addEventListener('focusin', ({ target }) => { if (this.fields().includes(target)) { this.last = target; } });
    const button = (text, keys, act) => {
      const made = make('button', { type: 'button', className: 'fr-btn fr-btn--sm fr-btn--tertiary-no-outline', textContent: text, title: `${text} (${keys})`, onclick: act });
      made.setAttribute('aria-keyshortcuts', keys.replace('Ctrl', 'Control').replaceAll(' ', '').replace('Entrée', 'Enter'));
      return made;
    };
    const tools = [
      button('Erreur suivante', 'F8', () => this.#next(last(), false, (f) => f.getAttribute('aria-invalid') === 'true' || this.display.remarks.has(f.name), 'Aucune cellule à corriger dans ce cadre.')),
      button('Cellule vide suivante', 'F9', () => this.#next(last(), false, (f) => f.value.trim() === '', 'Aucune cellule vide dans ce cadre.')),
      button('Annuler', 'Ctrl + Z', () => this.#turn(this.#past, this.#future, true)),
      button('Rétablir', 'Ctrl + Y', () => this.#turn(this.#future, this.#past, false)),
      button('Détail de la cellule', 'Ctrl + Entrée', () => this.#detail(last())),
    ];
    const help = make('button', { type: 'button', className: 'fr-link fr-link--sm', textContent: 'Raccourcis clavier', onclick: () => this.#help() });
    bar.replaceChildren(...(this.form.querySelector('table, fieldset.soffi-line') ? [this.#search()] : []), ...tools);
    bar.hidden = false;
    document.querySelector('.soffi-tools').append(make('li', {}, help));
  }

  /** Shows only the lines whose label or code holds the words. */
  #search() {
    const field = make('input', { type: 'search', id: 'chercher-ligne', className: 'fr-input', autocomplete: 'off' });
    field.addEventListener('input', () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of this.form.querySelectorAll('tbody tr, fieldset.soffi-line')) {
        const label = plain(row.querySelector('th, legend')?.textContent ?? '');
        row.hidden = !words.every((word) => label.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      this.announce(words.length === 0 ? '' : `${shown}\u00a0ligne${shown > 1 ? 's' : ''} trouvée${shown > 1 ? 's' : ''}.`);
    });
    field.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); go(this.fields().find((f) => f.offsetParent)); } });
    return make('div', { className: 'soffi-search' }, make('label', { className: 'fr-label', htmlFor: field.id, textContent: 'Chercher une ligne' }), field);
  }

  #help() {
    let dialog = document.getElementById('raccourcis');
    if (!dialog) {
      dialog = make('dialog', { id: 'raccourcis', className: 'soffi-dialog' },
        make('h2', { id: 'raccourcis-titre', className: 'fr-h4', textContent: 'Raccourcis clavier' }),
        make('dl', { className: 'soffi-facts' }, ...HELP.flatMap(([keys, what]) => [make('dt', { textContent: keys }), make('dd', { textContent: what })])),
        make('p', { className: 'fr-text--sm', textContent: 'Signes dans le coin des cellules\u00a0: ✓ enregistrée, … en attente d’envoi, ! à corriger, ▲ avertissement, ⇄ deux valeurs à départager.' }),
        make('button', { type: 'button', className: 'fr-btn', textContent: 'Fermer', onclick: () => dialog.close() }));
      dialog.setAttribute('aria-labelledby', 'raccourcis-titre');
      document.querySelector('main').append(dialog);
    }
    dialog.showModal();
  }
}

const plain = (text) => text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();

function go(field) {
  field?.focus();
}

function move(field, right, down) {
  go(neighbour(field, right, down));
}

/** The next field in that direction: closed, computed and locked cells, and hidden lines, are jumped over. */
function neighbour(field, right, down) {
  const cell = field.closest('td');
  let row = cell.parentElement;
  let column = cell.cellIndex;
  for (;;) {
    if (right) {
      column += right;
    } else {
      row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    }
    if (!row || column < 0 || column >= row.cells.length) {
      return null;
    }
    const next = row.hidden ? null : row.cells[column].querySelector('input.fr-input');
    if (next) {
      return next;
    }
  }
}
