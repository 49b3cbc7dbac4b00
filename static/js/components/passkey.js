// Says in words why a passkey did not work; everything else that a passkey needs is the library's.
(() => {
  const REASONS = {
    NotAllowedError: "The passkey was not used: it was cancelled, or took too long. Try again.",
    InvalidStateError: "This passkey is yours already.",
    NotSupportedError: "This browser or this key cannot be used as a passkey. Try another, or set up an app.",
  };
  const OTHERWISE = "The passkey did not work. Try again, or use another way to sign in.";

  document.addEventListener("allauth.error", (event) => {
    const place = document.getElementById("passkey-trouble");
    if (!place) return;
    event.preventDefault();
    place.textContent = REASONS[event.detail.exception?.name] ?? OTHERWISE;
  });
})();
