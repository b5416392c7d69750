// A classic script, so that it runs before anything is painted: the chosen theme must not come after a flash of the other.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage for this page: the system's theme it is.
}
