// « Mes exports »: while a file is being made its line follows by itself, and what becomes of it is said. Without this, the link
// « Actualiser la liste » does the same.

const EVERY = 4000;
const MOST_FAILURES = 5;
const list = document.getElementById('exports-liste');
const said = document.getElementById('exports-etat');
let failures = 0;

const rows = (from) => [...from.querySelectorAll('tr[data-etat]')];
const moving = () => rows(list).some((row) => row.dataset.mouvant === 'oui');

async function fresh() {
  const answer = await fetch(list.dataset.adresse, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) {
    throw new Error(); // Session ended, rights gone, server away: the link and the page say it.
  }
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

function follow(row, now) {
  if (row.dataset.etat === now.dataset.etat) {
    const [bar, value] = [row.querySelector('progress'), now.querySelector('progress')];
    if (bar && value && bar.value !== value.value) {
      bar.value = value.value;
      row.querySelector('label').textContent = now.querySelector('label').textContent;
    }
    return;
  }
  const focused = row.contains(document.activeElement);
  const next = document.importNode(now, true);
  row.replaceWith(next);
  if (focused) {
    next.querySelector('button, a').focus(); // Whoever stood on « Annuler » is on that line still.
  }
  said.textContent = `Export « ${next.dataset.titre} » : ${next.querySelector('.fr-badge').textContent.trim()}.`;
}

async function look() {
  if (!document.hidden) {
    try {
      const page = await fresh();
      for (const row of rows(list)) {
        const now = page.getElementById(row.id);
        if (now) {
          follow(row, now);
        } else {
          row.remove(); // Deleted in another window.
        }
      }
      failures = 0;
    } catch {
      failures += 1;
    }
  }
  if (moving() && failures < MOST_FAILURES) {
    setTimeout(look, EVERY * (1 + failures));
  } else if (!moving()) {
    document.getElementById('exports-actualiser')?.remove();
  }
}

if (list && moving()) {
  setTimeout(look, EVERY);
}
