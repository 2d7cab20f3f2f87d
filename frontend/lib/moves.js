// A card that was put elsewhere asks whether it may stay: what the server answers, or the reason why not, in words.
import { renewToken } from "./exchanges.js";
import { say } from "./words.js";

const PATIENCE = 15000;

// Returns { answer, problem }: `problem` is empty when it may stay; a refusal may come with an answer too.
export async function askMove(url, values) {
  try {
    let reply = await send(url, values);
    if (reply.status === 403 && (await renewToken())) reply = await send(url, values);
    if (reply.status === 401 || reply.redirected) return { problem: say("sessionEnded") };
    const isJson = reply.headers.get("Content-Type")?.startsWith("application/json");
    if (!isJson) return { problem: say({ 403: "refused", 404: "gone" }[reply.status] ?? "failed") };
    const answer = await reply.json();
    return { answer, problem: reply.ok ? "" : answer.problem };
  } catch {
    return { problem: say("noNetwork") };
  }
}

function send(url, values) {
  const token = document.querySelector("meta[name='csrf-token']")?.content ?? "";
  return fetch(url, {
    method: "POST",
    body: values,
    headers: { "X-CSRFToken": token, Accept: "application/json", "HX-Request": "true" },
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
  });
}
