// An island's script is fetched when its tag first appears; the browser then starts and stops each element by itself.
export function watchIslands(root, islands) {
  const waiting = new Map(Object.entries(islands));

  function load(within) {
    for (const [tag, fetchScript] of waiting) {
      if (!within.matches?.(tag) && !within.querySelector(tag)) continue;
      waiting.delete(tag);
      fetchScript().catch(() => waiting.set(tag, fetchScript)); // a lost network: tried again at the next swap
    }
  }

  load(root);
  root.addEventListener("htmx:load", (event) => load(event.detail.elt));
}
