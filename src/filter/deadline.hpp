// SPDX-License-Identifier: Apache-2.0
// The end of the program when its time is over, by a timer's signal: also while it is blocked in
// read, write or fsync. (A process in uninterruptible sleep ends as soon as the kernel lets it.)
#pragma once

namespace filter {

// Ends the program with status 75 in so many seconds from now. False: the kernel gives no timer.
bool set_deadline(int seconds);

// The file that the deadline removes, nullptr: none. To be set only while waiting for the sender;
// if it is the disk that hangs, removing would hang as well. The name must live on.
void remove_at_deadline(int directory, const char* name);

// The status the deadline ends with from now on.
void end_with(int status);

} // namespace filter
