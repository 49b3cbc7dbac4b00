// Tells somebody who does nothing that they are about to be signed out, and covers the page when they are.
// What they typed stays under the cover: once they have signed in again in another window, the page goes on.
(() => {
  const { session, signIn, signOut, account } = document.currentScript.dataset;
  const BACK_AFTER_TROUBLE = 5000;
  const LOOK_WHILE_AWAY = 3000;
  const TELL_EVERY = 30000;
  const SAY_AGAIN = new Set([30, 10]);

  let timer;
  let ticking;
  let told = Date.now();
  let token = "";
  let turns = 0;
  let box;

  async function ask(method = "GET") {
    const headers = method === "POST" ? { "X-CSRFToken": token } : {};
    const answer = await fetch(session, { method, headers, cache: "no-store", credentials: "same-origin" });
    return answer.json();
  }

  async function look(method = "GET") {
    clearTimeout(timer);
    const turn = (turns += 1);
    try {
      const state = await ask(method);
      // An answer that was overtaken by a later question tells how things were.
      if (turn === turns) act(state);
    } catch {
      // The network is away for a moment: nothing is known, so nothing is done.
      timer = setTimeout(look, BACK_AFTER_TROUBLE);
    }
  }

  function act(state) {
    if (state.account !== null && String(state.account) !== account) {
      // Somebody else signed in at this computer: what this page shows is not theirs.
      document.documentElement.classList.add("is-leaving");
      location.reload();
      return;
    }
    const isCovered = box?.dataset.state === "over";
    if (state.seconds === 0 || (isCovered && !state.complete)) return cover();
    token = state.token;
    if (isCovered) freshenForms();
    if (state.seconds <= state.warning) return warn(state.seconds, state.atMost > state.seconds);
    uncover();
    timer = setTimeout(look, Math.min((state.seconds - state.warning) * 1000, 0x7fffffff));
  }

  function freshenForms() {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  }

  function warn(seconds, canStay) {
    show(canStay ? "soon" : "end");
    clearInterval(ticking);
    const end = Date.now() + seconds * 1000;
    tick(end, true);
    ticking = setInterval(() => tick(end, false), 1000);
    timer = setTimeout(look, Math.min(BACK_AFTER_TROUBLE, seconds * 1000));
  }

  function tick(end, first) {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    box.querySelector(".idle-warning__left").textContent = left === 1 ? "1 second" : `${left} seconds`;
    if (first && box.dataset.said !== "yes") say(`You will be signed out in ${left} seconds.`);
    box.dataset.said = "yes";
    if (SAY_AGAIN.has(left)) say(`${left} seconds left.`);
    if (left === 0) {
      clearInterval(ticking);
      look();
    }
  }

  function cover() {
    clearInterval(ticking);
    if (box?.dataset.state !== "over") {
      show("over");
      say("You have been signed out.");
    }
    timer = setTimeout(look, LOOK_WHILE_AWAY);
  }

  function uncover() {
    clearInterval(ticking);
    if (!box?.open) return;
    const wasOver = box.dataset.state === "over";
    box.close();
    delete box.dataset.state;
    delete box.dataset.said;
    document.documentElement.classList.remove("is-covered");
    if (wasOver) say("You are signed in again.", document.body);
  }

  function show(state) {
    box ??= build();
    if (box.dataset.state !== state) {
      box.dataset.state = state;
      for (const part of box.querySelectorAll("[data-when]")) {
        part.hidden = !part.dataset.when.split(" ").includes(state);
      }
    }
    document.documentElement.classList.toggle("is-covered", state === "over");
    if (!box.open) box.showModal();
  }

  function build() {
    const made = document.createElement("dialog");
    made.className = "idle-warning";
    made.setAttribute("aria-labelledby", "idle-warning-heading");
    made.innerHTML = `
      <h2 class="idle-warning__heading" id="idle-warning-heading">
        <span data-when="soon">Are you still there?</span>
        <span data-when="end">Your working day here is over</span>
        <span data-when="over">You have been signed out</span>
      </h2>
      <p data-when="soon">Nobody has done anything here for a while. You will be signed out in
        <span class="idle-warning__left"></span>.</p>
      <p data-when="end">You will be signed out in less than a minute, and then sign in anew.
        What you have typed stays here.</p>
      <p data-when="over">What you had typed is still here. Sign in again in a new window, then come back to this one.</p>
      <p class="idle-warning__buttons">
        <button type="button" class="idle-warning__button" data-when="soon" data-do="stay">Stay signed in</button>
        <a class="idle-warning__button" data-when="over" target="_blank" rel="noopener">Sign in again</a>
        <button type="button" class="idle-warning__button idle-warning__button--quiet" data-when="soon end"
          data-do="leave">Sign out now</button>
      </p>
      <p class="idle-warning__said" role="status" aria-live="polite"></p>`;
    made.querySelector("a").href = signIn;
    made.querySelector("[data-do=stay]").addEventListener("click", stay);
    made.querySelector("[data-do=leave]").addEventListener("click", leave);
    made.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (made.dataset.state === "soon") stay();
    });
    document.body.append(made);
    return made;
  }

  function stay() {
    told = Date.now();
    look("POST");
  }

  async function leave() {
    await fetch(signOut, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
    document.documentElement.classList.add("is-leaving");
    location.assign(signIn.split("?")[0]);
  }

  function say(words, place = box) {
    let region = place.querySelector(":scope > .idle-warning__said");
    if (!region) {
      region = document.createElement("p");
      region.className = "idle-warning__said";
      region.setAttribute("role", "status");
      place.append(region);
    }
    region.textContent = words;
  }

  function somebodyIsHere() {
    if (box?.open || Date.now() - told < TELL_EVERY) return;
    told = Date.now();
    look("POST");
  }

  for (const happening of ["keydown", "pointerdown"]) {
    document.addEventListener(happening, somebodyIsHere, { passive: true });
  }
  addEventListener("focus", () => look());
  document.addEventListener("visibilitychange", () => document.hidden || look());
  look();
})();
