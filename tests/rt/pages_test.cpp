// SPDX-License-Identifier: Apache-2.0
#include "rt/pages.hpp"

#include <catch2/catch.hpp>

TEST_CASE("statuses are read off RT's page by lifecycle") {
  const std::string head = R"(<select name="StatusOp"><option value="=">is</option></select>
<select name="ValueOfStatus" class="form-control">
<option value="" selected="selected">-</option>
<option value="__Active__">Active</option>
)";
  const std::string tail = R"(</select><select name="x"><option value="no">no</option></select>)";
  const auto some = rt::statuses_on(head + R"(<optgroup label="default, staged-rollout">
<option value="new" >new</option>
<option value="open" >open</option>
</optgroup>
<optgroup label="sw &amp; rel">
<option value="In&#40;Verification" >In</option>
</optgroup>
)" + tail);
  CHECK(some == rt::Statuses{{"default", {"new", "open"}},
                             {"staged-rollout", {"new", "open"}},
                             {"sw & rel", {"In(Verification"}}});
  CHECK(rt::statuses_on(head + R"(<option value="new" >new</option>)" + tail) ==
        rt::Statuses{{"", {"new"}}});
  for (const auto* odd :
       {"", "<select name=\"ValueOfStatus\"", "<html>Login</html>",
        "<select name=\"ValueOfStatus\"><option", "<select name=\"ValueOfStatus\"><opt"})
    CHECK(rt::statuses_on(odd).empty());
}

TEST_CASE("fields and statuses that may be changed are read off a ticket's form") {
  const std::string page =
      R"(<select name="Status" class="x"><option value="" selected="selected">new</option>
<option value="new" >new</option><option value="open" >open</option></select>
<input name="Object-RT::Ticket-1-CustomField-12-Value" /><input name="Object-RT::Ticket-1-CustomField-12-Value-Magic" />
<input name="Object-RT::Ticket-1-CustomField:Basics-7-Values" /><input name="Object-RT::Ticket-1-CustomField" />
<input name="Object-RT::Ticket-1-CustomField-x-Value" /><input name="Object-RT::User-1-CustomField-9-Value" />)";
  CHECK(rt::writable_fields_on(page) == std::set<std::int64_t>{7, 12});
  CHECK(rt::choices_of_status_on(page) == 2);
  CHECK(rt::writable_fields_on("").empty());
  CHECK(rt::choices_of_status_on("no form") == 0);
}
