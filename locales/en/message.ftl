# Text messages and e-mails. A text message has room for 160 characters, with its last line "@host #code".

message-sms-code = { $code } is your code to verify your mobile number in the Contact register. It is valid until { $clock }. Do not share it.
message-sms-notice = This mobile number is no longer registered on you in the Contact register. If you did not change this, log in and check your information.
message-mail-code-subject = Code to verify your e-mail address
message-mail-code = This is your code to verify your e-mail address in the Contact register:
message-mail-until = The code is valid until { $clock }.
message-mail-keep = Do not share the code with anyone. If you did not ask for a code, you do not need to do anything.
message-mail-notice-subject = Your contact information has been changed
message-mail-notice = This e-mail address is no longer registered on you in the Contact register.
message-mail-notice-what = Public authorities no longer send notifications here.
message-mail-notice-do = If you did not change this, log in and check your information.
message-sms-reminder = You have not confirmed your mobile number in the Contact register for 16 months. Log in to a public service and confirm it, or it cannot be used.
message-mail-reminder-subject = Confirm your contact information
message-mail-reminder = It is more than 16 months since you confirmed your contact information in the Contact register.
message-mail-reminder-what = After 18 months public authorities may no longer use it to notify you.
message-mail-reminder-do = Log in to a public service and confirm that it is right. It takes a few seconds. We never send you a link to log in.
message-mail-moved-subject = Your contact information has been moved
message-mail-moved = You have been given a new national identity number or D number. What was registered on you in the Contact register has been moved to it.
message-mail-moved-what = You do not need to do anything. Your information and your choices are the same as before.
message-mail-moved-do = Have you not been given a new number? Log in to a public service and check your information. We never send you a link to log in.
