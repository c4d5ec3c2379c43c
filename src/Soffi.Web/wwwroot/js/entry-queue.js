// Cells typed on a page of entry, kept in this browser until the server has acknowledged them. The server reads, computes and
// words everything; nothing here knows what a number is.

const STORE = 'soffi.attente';
const RETRY = [2000, 5000, 10000, 30000];

export class CellQueue {
  /**
   * @param {HTMLFormElement} form the form of the cadre, which says where cells are sent and in whose name
   * @param {{standing(code, standing), totals(totals, remarks), others(names), state(name, detail)}} page shows what is learnt
   */
  constructor(form, page) {
    this.form = form;
    this.page = page;
    this.url = form.dataset.cellules;
    this.prefix = `${STORE}/${form.dataset.utilisateur}/${form.dataset.declaration}/`;
    this.tab = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    this.revision = Number(form.elements.revision.value);
    this.token = form.elements.__RequestVerificationToken?.value;
    this.pending = new Map(); // code -> { valeur, base, source, deja }
    this.disputed = new Set(); // cells in conflict: not sent again before a choice
    this.elsewhere = []; // cells of other cadres left by a window that was closed
    this.failures = 0;
    navigator.locks?.request(`${STORE}/${this.tab}`, () => new Promise(() => {}));
  }

  get waiting() { return this.pending.size + this.elsewhere.length; }

  /** Notes what a cell holds now; it is sent at the next flush. */
  typed(code, text, source = 'saisie') {
    const former = this.pending.get(code);
    this.pending.set(code, { valeur: text, base: former?.base ?? this.revision, source, deja: former?.deja ?? [] });
    this.disputed.delete(code);
    this.#keep(code);
  }

  /** The cell is back to what the server holds. */
  untyped(code) {
    if (this.pending.get(code)?.deja.length === 0) {
      this.#drop(code);
    }
  }

  /** One's own value is imposed, having seen the other one. */
  impose(code, base) {
    this.pending.get(code).base = base;
    this.pending.get(code).deja = [];
    this.disputed.delete(code);
    this.#keep(code);
    return this.flush();
  }

  /** The other's value is kept. */
  yield(code) {
    this.disputed.delete(code);
    this.#drop(code);
  }

  /** Takes back what a closed window, a crash or a lost session left; returns the cells of this cadre, by code. */
  async adopt() {
    const alive = new Set((await navigator.locks?.query())?.held?.map((lock) => lock.name) ?? []);
    const found = new Map();
    for (const key of Object.keys(localStorage).filter((k) => k.startsWith(this.prefix))) {
      const [tab, code] = key.slice(this.prefix.length).split('/');
      if (tab === this.tab || alive.has(`${STORE}/${tab}`)) {
        continue;
      }
      const cell = JSON.parse(localStorage.getItem(key));
      if (cell.url === this.url) {
        found.set(code, cell);
        localStorage.removeItem(key);
      } else {
        this.elsewhere.push({ key, code, ...cell });
      }
    }
    return found;
  }

  /** Puts back a cell left by another window: it stands on the revision it was typed on. */
  takeBack(code, cell) {
    this.pending.set(code, { valeur: cell.valeur, base: cell.base, source: cell.source, deja: cell.deja });
    this.#keep(code);
  }

  /** Tells, to a plain post of the form, on which revision each waiting cell was typed. */
  prepareForm() {
    this.form.elements.revision.value = this.revision;
    this.form.querySelectorAll('input[name^="base."]').forEach((field) => field.remove());
    for (const [code, cell] of this.pending) {
      const field = Object.assign(document.createElement('input'), { type: 'hidden', name: `base.${code}`, value: cell.base });
      this.form.append(field);
      cell.deja = [...new Set([...cell.deja, cell.valeur])];
      this.#keep(code);
    }
  }

  /** Sends what waits. One sending at a time; what is typed meanwhile leaves with the next. */
  async flush({ keepalive = false } = {}) {
    clearTimeout(this.retry);
    if (this.sending && !keepalive) {
      this.again = true;
      return this.sending;
    }
    const codes = [...this.pending.keys()].filter((code) => !this.disputed.has(code));
    if (codes.length > 0) {
      this.sending = this.#send(codes, keepalive);
      await this.sending;
      this.sending = null;
    }
    if (!keepalive) {
      await this.#sendElsewhere();
    }
    if (this.again && this.failures === 0) {
      this.again = false;
      return this.flush();
    }
  }

  /** What others saved since; also a fresh token. */
  async news() {
    const answer = await this.#ask(`${this.url}?depuis=${this.revision}`, {});
    if (answer?.utilisateur && answer.utilisateur !== this.form.dataset.utilisateur) {
      this.page.state('autre-compte');
      return false;
    }
    if (answer) {
      this.token = answer.jeton;
      this.#learn(answer, []);
      this.page.others(answer.equipe ?? []);
    }
    return Boolean(answer);
  }

  async #send(codes, keepalive) {
    const sent = new Map(codes.map((code) => [code, this.pending.get(code).valeur]));
    const body = JSON.stringify({
      revision: this.revision,
      cellules: codes.map((code) => {
        const { valeur, base, source, deja } = this.pending.get(code);
        return { code, valeur, base, source, deja: deja.slice(-20) };
      }),
    });
    for (const code of codes) {
      const cell = this.pending.get(code);
      cell.deja = [...new Set([...cell.deja, cell.valeur])];
      this.#keep(code);
    }
    const slow = setTimeout(() => this.page.state('envoi'), 400);
    const answer = await this.#ask(this.url, { method: 'POST', body, keepalive });
    clearTimeout(slow);
    if (answer) {
      this.#learn(answer, [...sent]);
      this.page.state('enregistre', answer.message);
    }
  }

  #learn(answer, sent) {
    // Two answers may come in the other order: the older one teaches nothing more of what others did, nor of the totals.
    const late = answer.revision < this.revision;
    this.revision = Math.max(this.revision, answer.revision);
    for (const [code, text] of sent) {
      const cell = this.pending.get(code);
      const standing = answer.cellules[code];
      if (!cell || !standing) {
        continue;
      }
      if (standing.etat === 'conflit') {
        this.disputed.add(code);
      } else if (cell.valeur === text) {
        this.#drop(code);
      } else {
        Object.assign(cell, { base: answer.revision, deja: [] });
        this.#keep(code);
      }
    }
    for (const [code, standing] of Object.entries(answer.cellules)) {
      if ((!this.pending.has(code) || this.disputed.has(code)) && !(late && standing.etat === 'autre')) {
        this.page.standing(code, standing);
      }
    }
    if (!late) {
      this.page.totals(answer.totaux, answer.constats);
    }
    if (answer.close) {
      this.page.state('close', answer.close);
    }
  }

  /** Cells left by a closed window on another cadre: sent to where they were typed; a refusal leaves them for that page. */
  async #sendElsewhere() {
    for (const cell of [...this.elsewhere]) {
      const { code, valeur, base, source, deja } = cell;
      const answer = await this.#ask(cell.url, {
        method: 'POST', body: JSON.stringify({ revision: base, cellules: [{ code, valeur, base, source, deja: [...deja, valeur].slice(-20) }] }),
      });
      if (!answer) {
        return;
      }
      this.elsewhere.splice(this.elsewhere.indexOf(cell), 1);
      if (answer.cellules[code]?.etat === 'conflit') {
        this.page.state('ailleurs', cell.url.replace(/.*\/cadres\/([^/]+)\/.*/, '$1'));
      } else {
        localStorage.removeItem(cell.key);
      }
    }
  }

  /** Null when it did not go through: the page is told why, and it is tried again later. */
  async #ask(url, options, fresh = false) {
    let answer;
    try {
      answer = await fetch(url, {
        ...options,
        headers: { accept: 'application/json', 'content-type': 'application/json', RequestVerificationToken: this.token ?? '' },
        redirect: 'manual',
      });
    } catch {
      return this.#later('hors-ligne');
    }
    if (answer.ok) {
      this.failures = 0;
      return answer.json();
    }
    const problem = await answer.json().catch(() => ({}));
    if (answer.status === 400 && options.method === 'POST' && !fresh) {
      return (await this.news()) ? this.#ask(url, options, true) : null;
    }
    const state = answer.status === 401 || answer.type === 'opaqueredirect' ? 'session'
      : problem.acceptation ? 'cgu'
        : answer.status === 503 ? 'maintenance'
          : answer.status === 409 ? 'close'
            : answer.status === 429 ? 'hors-ligne'
              : 'erreur';
    return this.#later(state, problem.detail ?? problem.title, Number(answer.headers.get('retry-after')) * 1000);
  }

  #later(state, detail, after) {
    const delay = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    if (state === 'hors-ligne' || state === 'maintenance') {
      this.retry = setTimeout(() => this.flush(), Math.max(delay, Math.min(after || 0, 60000)));
    }
    this.page.state(state, detail);
    return null;
  }

  #keep(code) {
    try {
      localStorage.setItem(`${this.prefix}${this.tab}/${code}`, JSON.stringify({ url: this.url, ...this.pending.get(code) }));
    } catch {
      this.unkept = true; // No room or private window: leaving then asks first.
    }
  }

  #drop(code) {
    this.pending.delete(code);
    localStorage.removeItem(`${this.prefix}${this.tab}/${code}`);
  }
}
