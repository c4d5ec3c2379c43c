// A rectangle copied from a spreadsheet: the server reads it, the page shows what it would do before anything is written.
import { make } from './entry-cells.js';

const MOST = 30; // Sentences shown at once; the page « Coller un tableau » shows them all.

export async function previewPaste(grid, field, text) {
  const [table, row, column] = field.name.split('.');
  const fields = {
    __RequestVerificationToken: grid.queue.token, tableau: table, ligne: row, colonne: column, texte: text, revision: grid.queue.revision,
  };
  let answer;
  try {
    answer = await fetch(grid.form.dataset.collage, { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams(fields), redirect: 'manual' });
  } catch {
    grid.announce('Le réseau ne répond pas\u00a0: rien n’a été collé. Recommencez dès son retour.');
    return;
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    grid.announce(answer.status === 401 ? 'Votre session a expiré\u00a0: reconnectez-vous, puis collez de nouveau.' : told.detail ?? 'Rien n’a été collé\u00a0: rechargez la page.');
    return;
  }
  show(grid, field, told);
}

function show(grid, field, told) {
  const unclear = told.cellules.filter((cell) => cell.choix.length > 0);
  const unreadable = told.cellules.filter((cell) => cell.raison && cell.choix.length === 0);
  const list = (title, lines) => (lines.length === 0 ? [] : [
    make('h3', { className: 'fr-h6 fr-mb-1w', textContent: title }),
    make('ul', {}, ...lines.slice(0, MOST).map((line) => make('li', { textContent: line })),
      ...(lines.length > MOST ? [make('li', { textContent: `et ${lines.length - MOST} autres` })] : [])),
  ]);
  const choices = unclear.map((cell, place) => {
    const options = [...cell.choix, cell.texte].map((value, i) => {
      const input = make('input', { type: 'radio', name: `collage-${place}`, id: `collage-${place}-${i}`, value, checked: i === 2 });
      return make('div', { className: 'fr-radio-group fr-radio-group--sm' }, input,
        make('label', { className: 'fr-label', htmlFor: input.id, textContent: i === 2 ? 'Je corrigerai dans la cellule' : value }));
    });
    return make('fieldset', { className: 'fr-fieldset fr-mb-1w' },
      make('legend', { className: 'fr-fieldset__legend fr-fieldset__legend--regular', textContent: `${cell.libelle}\u00a0: «\u00a0${cell.texte}\u00a0» se lit` }),
      make('div', { className: 'fr-fieldset__element' }, ...options));
  });
  const dialog = make('dialog', { id: 'apercu-collage', className: 'soffi-dialog' });
  const close = () => { dialog.close(); dialog.remove(); field.focus(); };
  dialog.append(
    make('h2', { id: 'apercu-collage-titre', className: 'fr-h4', textContent: `Coller\u00a0: ${told.resume}` }),
    ...choices,
    ...list('Illisibles\u00a0: gardées telles quelles, à corriger dans la cellule', unreadable.map((c) => `${c.libelle}\u00a0: «\u00a0${c.texte}\u00a0». ${c.raison}`)),
    ...list('Ignorées', told.ignorees),
    make('div', { className: 'fr-btns-group fr-btns-group--inline fr-mt-2w' },
      make('button', {
        type: 'button', className: 'fr-btn', textContent: 'Coller', disabled: told.cellules.length === 0,
        onclick: () => {
          const chosen = new Map(unclear.map((cell, i) => [cell.code, dialog.querySelector(`input[name="collage-${i}"]:checked`).value]));
          close();
          grid.putAll(told.cellules.map((cell) => ({ code: cell.code, texte: chosen.get(cell.code) ?? cell.texte })), 'collee');
          grid.announce(`${told.resume}. Ctrl + Z pour annuler.`);
        },
      }),
      make('button', { type: 'button', className: 'fr-btn fr-btn--secondary', textContent: 'Annuler', onclick: close })));
  dialog.setAttribute('aria-labelledby', 'apercu-collage-titre');
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); close(); });
  document.querySelector('main').append(dialog);
  dialog.showModal();
}
