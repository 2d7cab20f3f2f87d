// The words shown by scripts come translated from the server (negoce/ui/script_words.py).
let words;

export function say(key, value) {
  words ??= JSON.parse(document.getElementById("n-words")?.textContent ?? "{}");
  return (words[key] ?? key).replace("%s", value ?? "");
}
