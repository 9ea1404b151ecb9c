# Who has looked the citizen up, on “Your contact information”.

lookups-title = Who has looked you up
lookups-latest = Latest on { $date }
lookups-none = Nobody has looked you up in the last 18 months
lookups-not-registered = You are not in the register, so we do not store who has looked you up
lookups-text = Public authorities, and others with public tasks, look you up to find out whether and how they can notify you or send you mail digitally. Here you can see who, what they asked about and how many times. The latest days come first.
lookups-long = We store this for 18 months. At most 50 lines are shown here. All of them are in the file that you can download.
lookups-contact = your contact information
lookups-mailbox = your digital mailbox
lookups-contact-and-mailbox = your contact information and your digital mailbox
lookups-unknown = Organisation number { $number }
lookups-line = { $times ->
    [one] { $who } asked about { $what } once
   *[other] { $who } asked about { $what } { $times } times
}
lookups-copies = Some organisations are allowed to keep a copy of the register. They are told when something changes, also about you, without looking you up. These have fetched changes in the last 18 months:
lookups-copy = { $who }: { $what }, last fetched on { $date }
lookups-support = The user support of the organisation with number { $organisation } looked you up ({ $reason })
lookups-support-values = The user support of the organisation with number { $organisation } saw whole numbers and addresses ({ $reason })
lookups-reason-called = the citizen got in touch
lookups-reason-notification = a notification did not arrive
lookups-reason-abuse = suspicion of misuse
lookups-reason-case = a case being handled
lookups-reason-trial = trying out with synthetic data
