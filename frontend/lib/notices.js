// Any script shows a notice through this event; <n-toasts> draws it.
export function showToast(notice) {
  document.dispatchEvent(new CustomEvent("toast", { detail: notice }));
}
