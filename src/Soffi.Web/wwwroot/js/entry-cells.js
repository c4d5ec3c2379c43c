// How the cells of a page of entry are shown: their state, what the server says of them, both values of a conflict.

const MARKS = {
  attente: 'en attente d’envoi', enregistree: 'enregistrée', refusee: 'à corriger', conflit: 'en conflit', avertissement: 'avertissement', autre: '',
};

/** A number without its spaces, as one types it; any other text as it is. */
export const raw = (text) => (/^[-−\d\s\u00a0\u202f,]+$/.test(text) ? text.replace(/[\s\u00a0\u202f]/g, '') : text);

export const make = (tag, properties, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

export const fieldOf = (code) => {
  const field = document.getElementById(code);
  return field?.matches('input, textarea') ? field : null;
};

const boxOf = (element) => element.closest('td, .soffi-line__cell, .fr-input-group');

export class CellDisplay {
  /** @param {{keepTheirs(field, standing), imposeMine(field, standing), announce(text)}} acts */
  constructor(acts) {
    this.acts = acts;
    this.saved = new Map(); // what the server holds, as shown, by code
    this.remarks = new Map(); // what the controls say, by code
    this.late = new Map(); // answers about the field being typed in: shown when it is left
  }

  standing(code, standing) {
    const field = fieldOf(code);
    if (!field) {
      return;
    }
    // What somebody else wrote is shown at once, in the field one stands in too: one types having seen it.
    if (field === document.activeElement && standing.etat !== 'conflit' && standing.etat !== 'autre') {
      this.late.set(code, standing);
      this.saved.set(code, standing.texte ?? this.saved.get(code));
      this.mark(field, standing.etat);
      return;
    }
    if (standing.texte !== null && standing.texte !== undefined) {
      field.value = standing.texte;
      this.saved.set(code, standing.texte);
    }
    say(field, 'e', standing.etat === 'refusee' ? standing.message : null);
    if (standing.etat === 'refusee' || standing.etat === 'conflit') {
      field.setAttribute('aria-invalid', 'true');
    } else {
      field.removeAttribute('aria-invalid');
    }
    say(field, 'r', standing.reprise);
    if (standing.avant) {
      say(field, 'n', standing.avant);
    }
    this.#choose(field, standing);
    this.mark(field, standing.etat, standing.etat === 'autre' ? standing.message : undefined);
  }

  /** What was learnt about the field while one typed in it. */
  showLate(field) {
    const standing = this.late.get(field.name);
    this.late.delete(field.name);
    if (standing) {
      queueMicrotask(() => this.standing(field.name, standing));
    } else if (raw(this.saved.get(field.name) ?? '') === field.value) {
      field.value = this.saved.get(field.name) ?? '';
    }
  }

  /** @returns {number} how many totals moved */
  totals(totals, found) {
    let moved = 0;
    for (const [code, total] of Object.entries(totals)) {
      const element = document.getElementById(code);
      if (element && element.textContent !== total.texte) {
        element.textContent = total.texte;
        moved += 1;
      }
      const beside = document.getElementById(`${code}-n`);
      if (beside && total.avant) {
        beside.textContent = total.avant;
      }
    }
    const changed = new Set(this.remarks.keys());
    this.remarks.clear();
    for (const remark of found) {
      for (const code of remark.cellules) {
        this.remarks.set(code, [...(this.remarks.get(code) ?? []), remark.message]);
        changed.add(code);
      }
    }
    for (const code of changed) {
      const element = document.getElementById(code);
      if (element) {
        this.mark(element, boxOf(element)?.dataset.etat);
      }
    }
    return moved;
  }

  /** The state of a cell: a sign in its corner, words for those who listen. */
  mark(element, state, message) {
    const box = boxOf(element);
    const kept = state === 'attente' || state === 'refusee' || state === 'conflit';
    const shown = kept || !this.remarks.has(element.id) ? (state === 'avertissement' ? undefined : state) : 'avertissement';
    if (shown) {
      box.dataset.etat = shown;
    } else {
      delete box.dataset.etat;
    }
    const found = this.remarks.get(element.id) ?? [];
    const words = shown === 'avertissement' ? `${found.length > 1 ? `${found.length} constats, dont\u00a0: ` : ''}${found[0]}` : message ?? MARKS[shown];
    say(element, 's', words || null, 'fr-sr-only');
    if (element === document.activeElement) {
      this.tell(element);
    }
  }

  /** What is known of the cell one is in, in the bar at the foot of the page. */
  tell(field) {
    const labels = (field.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent).filter(Boolean);
    const label = labels.length > 0 ? labels.join(', ') : document.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.firstChild?.textContent ?? '';
    document.getElementById('cellule').textContent = `${field.id} ${label.trim()}. ${document.getElementById(`${field.id}-s`)?.textContent ?? ''}`;
  }

  /** Both values of a conflict, and the two ways out of it. */
  #choose(field, standing) {
    document.getElementById(`${field.id}-c`)?.remove();
    if (standing.etat !== 'conflit') {
      return;
    }
    const button = (text, act) => make('button', { type: 'button', className: 'fr-btn fr-btn--sm fr-btn--secondary', textContent: text, onclick: act });
    const box = make('div', { id: `${field.id}-c`, className: 'soffi-choice' },
      make('p', { textContent: standing.message }),
      button('Garder l’autre valeur', () => this.acts.keepTheirs(field, standing)),
      button('Imposer la mienne', () => {
        box.remove();
        this.acts.imposeMine(field, standing);
      }));
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', 'Deux valeurs pour cette cellule');
    boxOf(field).append(box);
    this.acts.announce(`Deux valeurs pour une cellule\u00a0: ${standing.message}`);
  }
}

/** Writes, or takes away, what stands beside a cell and describes its field. */
function say(element, part, text, className) {
  const id = `${element.id}-${part}`;
  const list = document.getElementById(`${element.id}-m`);
  let node = document.getElementById(id);
  if (text && !node) {
    node = make(list || part === 'e' ? 'p' : 'span', { id, className: className ?? (part === 'e' ? 'fr-error-text' : 'soffi-beside') });
    (list ?? element.parentElement).append(node);
  }
  if (node) {
    node.textContent = text ?? '';
    node.hidden = !text;
  }
  const described = new Set((element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean));
  if (!list && (text || described.has(id))) {
    described[text ? 'add' : 'delete'](id);
    element.setAttribute('aria-describedby', [...described].join(' '));
  }
}
