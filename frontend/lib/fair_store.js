// What the page of a stand keeps on the device: entries until they are sent, and who was signed in, with their fairs.
const NAME = "negoce-fair";
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("entries", { keyPath: "id" });
      asked.result.createObjectStore("kept", { keyPath: "name" });
    };
    asked.onsuccess = () => {
      // Signing out elsewhere deletes everything: nothing here may hold it open.
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function run(store, mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const work = database.transaction(store, mode);
    const answer = act(work.objectStore(store));
    // Done only once it is on the disk: a telephone may be put away at any moment.
    work.oncomplete = () => resolve(answer.result);
    work.onabort = work.onerror = () => reject(work.error);
  });
}

export const put = (entry) => run("entries", "readwrite", (store) => store.put(entry));
export const remove = (id) => run("entries", "readwrite", (store) => store.delete(id));
export const get = (id) => run("entries", "readonly", (store) => store.get(id));
export const keep = (value) => run("kept", "readwrite", (store) => store.put({ ...value, name: "ticket" }));
export const kept = () => run("kept", "readonly", (store) => store.get("ticket"));

// The oldest first, as they were noted.
export async function all() {
  const entries = await run("entries", "readonly", (store) => store.getAll());
  return entries.sort((one, two) => (one.noted_at < two.noted_at ? -1 : 1));
}

// A number that nobody else draws; without HTTPS browsers offer no randomUUID.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
