# The front page.

home-title = One place for your contact information
home-lead = Public authorities get your mobile phone number and e-mail address from the contact register when they have something important to tell you: a decision, an appointment, a deadline.
home-how-title = How it works
home-how-confirm = Every three months, when you log in to a public service, we ask whether the information is still right. It takes a few seconds.
home-how-old = If you have not confirmed the information for 18 months, it cannot be used to notify you.
home-how-voluntary = Registering is voluntary. Without contact information, important letters come on paper.
home-log-in = Log in and see your information
home-test-title = Try it out
home-test-text = Everybody here is made up. Choose a test person and see what a citizen in the same situation sees.
home-test-persons = Choose a test person
home-test-service = Start at a public service, and be sent back to it
