# The page where the code is entered. Sentences marked F are fixed.

code-title-mobile = Verify your mobile phone number
code-title-email = Verify your e-mail address
code-title-error = Error: { $title }
code-description = Enter the code you have received, so that we know that notifications reach you.
code-error-summary = The code was not accepted
code-label-mobile = Code from text message
code-label-email = Code from e-mail
code-hint = The code has 6 digits and is valid until { $clock }.
code-submit = Verify
code-waiting = You asked for the code at { $asked }. We are sending it now.
code-waiting-trouble = You asked for the code at { $asked }. We cannot send it just now, but will keep trying until { $until }.
code-accepted-mobile = The text message was sent at { $at }. We have not yet been told that it has arrived.
code-accepted-email = The e-mail was sent at { $at }. It may take some minutes to arrive. Check your spam folder too.
code-delivered-mobile = The text message reached the phone at { $at }.
code-delivered-email = The e-mail arrived at { $at }. Check your spam folder too.
code-undelivered-mobile = The text message did not arrive. Check that the number is right, and that the phone is on and has a signal.
code-undelivered-email = The e-mail did not arrive. Check that the address is right.
code-failed-mobile = We cannot send text messages just now. This is not your fault. You can continue and verify the number another day.
code-failed-email = We cannot send e-mail just now. This is not your fault. You can continue and verify the address another day.
code-refused-mobile = It is not possible to send text messages to this number. Check that it is right.
code-refused-email = It is not possible to send e-mail to this address. Check that it is right.
code-check-again = Check again
code-none-mobile = No code has been sent to this mobile phone number in the last 24 hours.
code-none-email = No code has been sent to this e-mail address in the last 24 hours.
code-over = The code is no longer valid. Ask for a new code.
code-resend = Send the code again
code-new = Send a new code
code-resend-from = Have you not received the code? You can ask for it again from { $clock }.
code-new-from = You can ask for a new code from { $clock }.
code-back = Back to your contact information
code-help = Help with codes
code-skip = You do not have to verify to continue. What you have typed has been kept.
code-missing-mobile = Enter the code you have received by text message.
code-missing-email = Enter the code you have received by e-mail.
code-not-six = The code must have 6 digits.
code-wrong = { $left ->
    [one] The code is wrong. You can try 1 more time.
   *[other] The code is wrong. You can try { $left } more times.
}
code-used-up = The code is wrong, and it can no longer be used. Ask for a new code.
code-expired = The code is no longer valid. Ask for a new code.
code-nothing-sent = No code has been sent here. Ask for a code.
code-held-title = You cannot get a code just now
code-held-cool-down = We have just sent you a code. You can ask for a new one from { $when }.
code-held-person = You have asked for many codes in the last 24 hours. You can ask for a new one from { $when }.
code-held-new-numbers = You have tried many new mobile phone numbers in the last 24 hours. You can get a code to this number from { $when }.
code-held-destination-mobile = Many codes have been sent to this mobile phone number. You can ask for a new one from { $when }.
code-held-destination-email = Many codes have been sent to this e-mail address. You can ask for a new one from { $when }.
code-held-abroad = Many codes have been sent to foreign numbers in the last 24 hours. You can ask for a code from { $when }.
code-held-prefix = Unusually many codes have been sent to numbers like yours, so we are taking a break. You can ask for a code from { $when }.
code-held-wrong-codes = A wrong code has been entered many times. For safety, you cannot try again until { $when }.
code-at-clock = { $clock } today
