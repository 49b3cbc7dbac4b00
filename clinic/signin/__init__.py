"""How staff come in and go out: password and second factor, throttling, idle sign-out, forgotten passwords."""
