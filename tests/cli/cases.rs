//! The cases that stand as files in tests/cmd.

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").env("NO_COLOR", "1");
}
