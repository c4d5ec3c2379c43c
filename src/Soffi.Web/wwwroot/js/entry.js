// Comforts of the entry grids. Nothing here is needed to type, save or submit.

const form = document.getElementById('saisie');
const fields = () => [...form.querySelectorAll('td input.fr-input')];

// Enter and the up and down arrows move within the column, as in a spreadsheet; Tab moves along the row.
form?.addEventListener('keydown', (event) => {
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  const field = event.target;
  if (!step || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || !field.matches('td input.fr-input')) {
    return;
  }
  event.preventDefault();
  const column = field.closest('td').cellIndex;
  let row = field.closest('tr');
  do {
    row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    const next = row?.cells[column]?.querySelector('input.fr-input');
    if (next) {
      next.focus();
      next.select();
      return;
    }
  } while (row);
});

// Leaving with figures typed and not saved asks first.
if (form) {
  const shown = new Map(fields().map((field) => [field, field.value]));
  let sent = false;
  form.addEventListener('submit', () => { sent = true; });
  addEventListener('pageshow', () => { sent = false; });
  addEventListener('beforeunload', (event) => {
    if (!sent && fields().some((field) => field.value !== shown.get(field))) {
      event.preventDefault();
    }
  });
}
