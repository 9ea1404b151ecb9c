# When the session is about to end.

session-label = Login
session-first = You will be logged out at { $clock } if you do nothing.
session-last = One minute left: you will be logged out at { $clock }.
session-extend = Stay logged in
session-done = You are logged in until { $clock }.
session-first-anew = You have been logged in for a long time, and you will be logged out at { $clock }. Log in again if you need more time.
session-last-anew = One minute left: you will be logged out at { $clock }. Log in again if you need more time.
session-anew = Log in again
session-over = You have been logged out. Press the button to log in again.
session-kept = We will keep what you have typed.
