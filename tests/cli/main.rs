//! The command as a user meets it: arguments, exit codes, folders, bytes.

mod bad_input;
mod cases;
mod folders;
mod kit;
mod output;
mod rules;
mod samples;
mod seeds;
