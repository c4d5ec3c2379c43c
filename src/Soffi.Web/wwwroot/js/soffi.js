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
