// SPDX-License-Identifier: Apache-2.0
#include "mail/look.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/borders.hpp"

#include <algorithm>
#include <cstdlib>

namespace mail {
namespace {

constexpr int important = 1'000'000;

bool is(std::string_view property, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), property) != names.end();
}

struct Measure {
  double number = 0;
  std::string unit;
};

std::optional<Measure> measure_in(std::string_view value, std::size_t from = 0) {
  static const base::Pattern measure(R"((?<![-\w.#])(-?(?:\d+\.?\d*|\.\d+))([a-z%]*)(?![-\w.]))");
  const auto found = measure.find(value, from);
  if (!found)
    return std::nullopt;
  return Measure{std::strtod(std::string(found->groups[1]).c_str(), nullptr),
                 std::string(found->groups[2])};
}

bool is_zero(std::string_view value) {
  const auto found = measure_in(value);
  return found && found->number == 0;
}

// Somewhere beside the window.
bool is_far_off(std::string_view value) {
  static const base::Pattern far(
      R"((?<![\w.#])(-\d{3,}|\d{4,}(?=(\.\d*)?(px|pt|r?em|v[wh]|%))|-\d{2,}(\.\d*)?(r?em|cm|in)))");
  return far.find(value).has_value();
}

Size size_of(const Measure& font) {
  const auto& unit = font.unit;
  const bool of_parent = unit == "em" || unit == "%" || unit == "ex" || unit == "ch";
  const double least = unit.empty() || unit == "px" || unit == "pt" ? 3
                       : unit == "%"                                ? 10
                       : of_parent || unit == "rem"                 ? 0.2
                                                                    : 0.01;
  return font.number < least ? Size::none : of_parent ? Size::relative : Size::own;
}

// The size in a value of `font`: the first measure with a unit, or a zero; a weight has none.
std::optional<Size> size_in_font(std::string_view value) {
  static const base::Pattern size(
      R"((?<![-\w.])(?:0*(?:\.0*)?(?=[\s/])|[\d.]+(?:px|pt|r?em|ex|ch|%|in|cm|mm|pc|v[wh]))(?=[\s/]|$))");
  const auto found = size.find(value);
  const auto measure = found ? measure_in(value, found->begin) : std::nullopt;
  return measure ? std::optional(size_of(*measure)) : std::nullopt;
}

bool hides_by(std::string_view property, std::string_view value) {
  static const base::Pattern out_of_sight(
      R"(scale(3d|x|y)?\(\s*0*(\.0*)?\s*[,)]|translate(3d|x|y)?\([^)]*(?<![\w.])(-\d{3,}|\d{4,}|-\d{2,}(r?em|v[wh])))");
  static const base::Pattern clipped(
      R"(rect\(\s*[01](px)?[,\s]|inset\(\s*(50|100)%|(circle|ellipse)\(\s*0)");
  static const base::Pattern faint(R"(opacity(\(|\s*=)\s*0*(\.0\d*)?\s*(%|\)|$))");
  const auto has = [&](std::string_view word) { return value.find(word) != value.npos; };
  if (property == "display")
    return has("none");
  if (property == "visibility" || property == "content-visibility")
    return has("hidden") || has("collapse");
  if (property == "mso-hide")
    return has("all");
  if (is(property, {"text-decoration", "text-decoration-line"}))
    return has("line-through");
  if (property == "text-indent" || property.substr(0, 6) == "margin" || property == "translate")
    return is_far_off(value);
  if (property == "transform" || property == "-webkit-transform")
    return out_of_sight.find(value).has_value();
  if (property == "clip" || property == "clip-path")
    return clipped.find(value).has_value();
  if (property == "filter")
    return faint.find(value).has_value();
  if (is(property, {"max-height", "max-width", "scale", "zoom"}))
    return is_zero(value);
  const auto measure = property == "opacity" ? measure_in(value) : std::nullopt;
  return measure && measure->number < (measure->unit == "%" ? 10 : 0.1);
}

std::optional<Size> line_height_in(std::string_view value) {
  const auto measure = measure_in(value);
  return is_zero(value)                                              ? Size::none
         : !measure || measure->unit == "em" || measure->unit == "%" ? Size::relative
                                                                     : Size::own;
}

std::optional<Size> font_size_in(std::string_view value) {
  static const base::Pattern keyword(R"(\b(small|medium|large)\b)");
  if (const auto measure = measure_in(value))
    return size_of(*measure);
  return keyword.find(value) ? Size::own : Size::relative;
}

// `open`: a quote or bracket before it was not closed, so that it may be none to a browser; what
// hides counts all the same.
struct Declaration {
  std::string property;
  std::string value;
  bool open = false;
};

class Judge {
public:
  explicit Judge(int weight) : weight_(weight) {}

  void judge(const Declaration& one) {
    const auto& [property, value, open] = one;
    const int weight = weight_ + (value.find('!') != value.npos ? important : 0);
    look_.hidden = look_.hidden || hides_by(property, value);
    borders_.set(property, value);
    if (property == "color")
      look_.text.offer(colour_in(value), weight);
    else if (property == "-webkit-text-fill-color") // of more weight than any colour
      look_.text.offer(colour_in(value), weight + important);
    else if (property == "background" || property == "background-color") {
      if (!open)
        look_.paper.offer(colour_in(value).value_or(Colour{{}, 0, {}}), weight);
    } else if (property == "font-size")
      look_.font.offer(font_size_in(value), weight);
    else if (property == "font")
      look_.font.offer(size_in_font(value), weight);
    else if (property == "line-height")
      look_.line.offer(line_height_in(value), weight);
    else if (property == "overflow")
      clips_ = true;
    else if (property == "height" || property == "width")
      flat_ = flat_ || is_zero(value);
    else if (property == "position")
      placed_ = placed_ || value.find("static") == value.npos;
    else if (is(property, {"left", "right", "top", "bottom", "inset"}))
      far_ = far_ || is_far_off(value);
  }

  Look done() {
    look_.hidden = look_.hidden || (clips_ && flat_) || (placed_ && far_);
    look_.bar = borders_.bar();
    look_.rule = borders_.rule();
    return std::move(look_);
  }

private:
  int weight_;
  Look look_;
  Borders borders_;
  bool clips_ = false;
  bool flat_ = false;
  bool placed_ = false;
  bool far_ = false;
};

} // namespace

Look look_of(std::string_view declarations, int weight) {
  constexpr std::size_t longest_value = 200;
  Judge judge(weight);
  bool open = false;
  for (const auto& piece : base::split(declarations, ';')) {
    const auto colon = piece.find(':');
    if (colon != piece.npos)
      judge.judge({std::string(base::trim(piece.substr(0, colon))),
                   std::string(base::trim(piece.substr(colon + 1, longest_value))), open});
    const auto count = [&](char c) { return std::count(piece.begin(), piece.end(), c); };
    open = open || count('(') != count(')') || count('[') != count(']');
  }
  return judge.done();
}

void Look::add(const Look& other) {
  hidden = hidden || other.hidden;
  bar = bar || other.bar;
  rule = rule || other.rule;
  text.offer(other.text.value, other.text.weight);
  paper.offer(other.paper.value, other.paper.weight);
  font.offer(other.font.value, other.font.weight);
  line.offer(other.line.value, other.line.weight);
}

void Look::weigh(int more) {
  for (int* weight : {&text.weight, &paper.weight, &font.weight, &line.weight})
    *weight += more;
}

void Ink::take(const Look& look) {
  if (look.text.value)
    text = *look.text.value;
  if (look.paper.value && look.paper.value->opacity >= 0.5)
    paper = *look.paper.value;
  if (look.font.value && *look.font.value != Size::relative)
    tiny = *look.font.value == Size::none;
  if (look.line.value && *look.line.value != Size::relative)
    flat = *look.line.value == Size::none;
}

} // namespace mail
