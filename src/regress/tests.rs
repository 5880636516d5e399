//! The runner told apart from the rules: tests that must fail are seen to fail.

use super::*;

/// The failures of one file laid over the built-in pack.
fn failures(rules: &str) -> (Report, Vec<Failure>) {
    let report = check(&Pack::overlay([("zz_test.toml", rules)]).unwrap());
    let failures = report.failures.iter().filter(|failure| failure.file == "zz_test.toml").cloned().collect();
    (report, failures)
}

#[test]
fn a_test_that_does_not_hold_is_reported_with_its_line() {
    let rules = "[[rule]]\nid = 'zz.q'\nabout = 'a'\nemit = 'quantity'\npattern = '达到{quantity}'\n\n\
                 [[rule.test]]\ntext = '覆盖率达到48%。'\nrows = [{ value = 49 }, { value = 50 }, { value = 51 }]\n";
    let (report, failures) = failures(rules);
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].line, 8);
    let lacking = report.lacking.iter().find(|lacking| lacking.rule == "zz.q").unwrap();
    assert_eq!((lacking.positive, lacking.negative), (false, true));
}

#[test]
fn a_cue_that_stands_nowhere_is_reported() {
    let rules = "[[rule]]\nid = 'zz.c'\nabout = 'a'\nemit = 'cue'\npattern = '甲乙丙'\nset = { status = 'target' }\n\n\
                 [[rule.test]]\ntext = '丙乙甲。'\nrows = [{ value = 1 }]\n";
    let (_, failures) = failures(rules);
    assert!(failures[0].differences.iter().any(|line| line.contains("stands nowhere")), "{failures:?}");
}
