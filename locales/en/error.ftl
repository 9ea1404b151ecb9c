# The error pages.

error-expired-title = Your session has expired
error-expired-text = You have been away for a while, or you are not logged in. For your security you have to log in again. Nothing has been changed in the register.
error-expired-kept = You have been away for a while, and for your security you have to log in again. What you wrote has not been saved in the register, but we have kept it. You will find it again when you have logged in.
error-bad-request-title = We did not understand what was sent
error-bad-request-text = Something went wrong on the way from your browser. Nothing has been changed in the register. Go back and try again.
error-other-login-title = The form belongs to another login
error-other-login-text = You or somebody else has logged in again in this browser since the form was opened. So nothing has been changed in the register.
error-not-found-title = We cannot find the page
error-not-found-text = The address may be misspelt, or the page may have moved.
error-unavailable-title = The register is not answering right now
error-unavailable-text = The fault is ours, and it usually passes within a short time. Nothing has been changed in the register.
error-unavailable-kept = The fault is ours, and it usually passes within a short time. We do not know whether what you sent was saved. It is ready on this page, and it is safe to send it again.
error-unexpected-title = Something went wrong on our side
error-unexpected-text = The fault has been reported to us. Try again in a little while. If that does not help, call us and give the support code at the bottom of the page.
error-log-in-again = Log in again
error-to-my-contact = Go to your contact information
error-try-again = Try again
error-to-front = Go to the front page
error-console-closed-title = The support console is closed
error-console-closed-text = The database does not let us read in a way that can do nothing but read. So we show nothing. Whoever runs the register finds the reason in the log.
error-not-approver-title = You cannot do this
error-not-approver-text = Only an approver of the support console can do this. Nothing has been changed.
error-not-looked-up-title = Look the person up first
error-not-looked-up-text = You can see a person for an hour after you have looked her up and said why.
error-to-look-up = Look the person up
error-to-console = Go to the support console
