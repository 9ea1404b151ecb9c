use bekreft_domain::sharing::{NEW_VALUES_PER_DAY, WINDOW, may_check};
use time::Duration;

#[test]
fn three_new_values_may_be_checked_in_a_day() {
    assert_eq!((NEW_VALUES_PER_DAY, WINDOW), (3, Duration::DAY));
    let answers: Vec<bool> = (0..6).map(|checked| may_check(checked, false)).collect();
    assert_eq!(answers, [true, true, true, false, false, false]);
}

#[test]
fn a_value_that_was_checked_may_be_checked_again() {
    for checked in [1, 3, 4, usize::MAX] {
        assert!(may_check(checked, true));
    }
}

#[test]
fn a_person_who_tries_two_hundred_numbers_gets_three_answers() {
    let mut checked = Vec::new();
    for number in 0..200 {
        if may_check(checked.len(), checked.contains(&number)) {
            checked.push(number);
        }
    }
    assert_eq!(checked, [0, 1, 2]);
}
