// SPDX-License-Identifier: Apache-2.0
#include "mail/attribution.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace mail {
namespace {

using base::Pattern;
constexpr auto any_case = Pattern::Case::ignored;

constexpr std::size_t longest_attribution = 600;

// Patterns work on bytes, so letters outside ASCII are spelled in one case.
const Pattern& opening() {
  static const Pattern one(
      R"(^\W{0,3}(On|Am|Le|El|Il|Em|Op|Den|Dne|Dnia|W dniu|No dia|Pada|Quoting|Zitat von|Quote from|Citando|Citerar|Le lun|Le mar|Le mer|Le jeu|Le ven|Le sam|Le dim|Wiadomo\S+ napisana)\b)",
      any_case);
  return one;
}

// What an opened attribution must hold: a verb, in the middle or at the end, and end with a colon.
const Pattern& opened() {
  static const Pattern one(
      R"(\b(wrote|writes|said|schrieb|schreibt|[e\xC3][\xA9]?crit|scritto|scrive|escribi\S*|escreveu|schreef|skrev|napsal\S*|napisa\S*|pisze|kirjoitti)\b.{0,200}(:|\xEF\xBC\x9A)$)"
      R"(|^\W{0,3}(Quoting|Zitat von|Quote from|Citando|Citerar)\b.{2,}:$)"
      R"(|<[^<>\s]+@[^<>\s]+>\W{0,3}:$)",
      any_case);
  return one;
}

// On one line these need no opening: "Anna Rossi <anna@x> wrote:", "Someone wrote to us:".
const Pattern& closed() {
  static const Pattern one(
      R"(\b(wrote|writes|schrieb|schreibt|ha scritto|escribi\xC3\xB3|escreveu|schreef|skrev|napsal(\(?a\)?)?|napisa\xC5\x82(\(?a\)?)?|pisze|kirjoitti|[a\xC3\xA0]? ?\xC3\xA9crit)\b.{0,30}:$)"
      R"(|(\xC3\xA9crit|escribi\xC3\xB3|napisa\xC5\x82(\(a\))?|yazd\xC4\xB1|\xC3\xADrta|\xD0\xBD\xD0\xB0\xD0\xBF\xD0\xB8\xD1\x81\xD0\xB0\xD0\xBB\S*|\xD0\xBF\xD0\xB8\xD1\x88\xD0\xB5\xD1\x82|\xE5\x86\x99\xE9\x81\x93|\xE5\xAF\xAB\xE9\x81\x93)\s?(:|\xEF\xBC\x9A)$)"
      R"(|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b.*<[^<>\s]+@[^<>\s]+>\W{0,3}$)"
      R"(|^.{0,200}<[^<>\s]+@[^<>\s]+>.{0,40}:$)",
      any_case);
  return one;
}

// A line that may be a command is never swallowed by the attribution below or around it.
bool may_be_a_command(std::string_view line) {
  static const Pattern verb(
      R"(^\W*(accept|reject|withdraw|delayed|proceeding|release|refuse|send|cancel|extend|document)\w*\b)",
      any_case);
  return verb.find(line).has_value();
}

bool ends_like_one(std::string_view line) {
  return !line.empty() && (line.back() == ':' || line.back() == '>' || line.back() == '\x9A');
}

bool is_original_message(std::string_view line) {
  // "-----Original Message-----" in any language: words between dashes
  static const Pattern between(
      R"(^[-_=*#]{3,} ?\S[^-_=]{1,80}\S ?[-_=*#]{3,}$|^-{2} [^-]{3,60} -{2}$)");
  static const Pattern words(
      R"(^\W*(begin forwarded message|begin doorgestuurd bericht|anfang der weitergeleiteten( nachricht| e-?mail)?|weitergeleitete nachricht|d\S+but du message (r\S+exp\S+di\S+|transf\S+r\S+)|inizio (del )?messaggio inoltrato|inicio del mensaje reenviado|in\S+cio da mensagem (encaminhada|reenviada)|pocz\S+tek przek\S+ wiadomo\S+|za\S+tek p\S+eposlan\S+ zpr\S+vy|vidarebefordrat (brev|meddelande)|videresendt (besked|melding)|forwarded (by|message)\b.*|original message|mensaje original|message d'origine|messaggio originale|urspr\S+ngliche nachricht)\W*$)",
      any_case);
  return between.find(line).has_value() || words.find(line).has_value();
}

enum class Kind { from, sent, to, cc, subject, none };

Kind header_kind(std::string_view line) {
  struct Word {
    Pattern pattern;
    Kind kind;
  };
  const auto label = [](std::string_view words) {
    return Pattern("^[\\s*_]*(" + std::string(words) + ")[\\s*_]*(:|\xEF\xBC\x9A)", any_case);
  };
  static const std::array<Word, 5> words{
      Word{label("From|Von|De|Da|Od|Fra|Fr\xC3\xA5n|Van|L\xC3\xA4hett\xC3\xA4j\xC3\xA4|Kimden|"
                 "Reply-To|Feladó|От|发件人|寄件者|差出人"),
           Kind::from},
      Word{label("Sent|Date|Gesendet|Datum|Envoy\xC3\xA9( le)?|Inviato|Data|Enviado( el| "
                 "em)?|Fecha|Wys\xC5\x82"
                 "ano|Odesl\xC3\xA1no|Skickat|Sendt|Dato|Verzonden|P\xC3\xA4iv\xC3\xA4ys|"
                 "L\xC3\xA4hetetty|G\xC3\xB6nderme|Tarih|Дата|Отправлено|发送时间|日期|送信日時"),
           Kind::sent},
      Word{label("To|An|\xC3\x80|A|Para|Do|Komu|Till|Til|Aan|Vastaanottaja|Kime|Кому|收件人|宛先"),
           Kind::to},
      Word{label("Cc|Kopie|Copie( \xC3\xA0)?|DW|Kopia|Kopi|CC"), Kind::cc},
      Word{label("Subject|Betreff|Objet|Oggetto|Asunto|Assunto|Temat|P\xC5\x99"
                 "edm\xC4\x9Bt|\xC3\x84mne|Emne|Onderwerp|Aihe|Konu|Тема|主题|件名"),
           Kind::subject},
  };
  if (line.size() > 2'000 || line.find_first_of(":\xEF") == std::string_view::npos)
    return Kind::none;
  for (const auto& [pattern, kind] : words)
    if (pattern.find(line))
      return kind;
  return Kind::none;
}

} // namespace

bool is_quoted(std::string_view line) {
  static const Pattern marks(
      R"(^\s*(>|\||\xC2\xBB|\xE2\x80\xBA|\xEF\xBC\x9E|&gt;|[A-Za-z0-9_.-]{1,16}>(\s|$|>)))");
  return marks.find(line).has_value();
}

bool cuts_all_below(std::string_view line) {
  static const Pattern signature(R"(^\s*(- )?(--|\xE2\x80\x94|\xE2\x80\x93)$)");
  static const Pattern underscores(R"(^\s*(_{5,}|_ _ _ _ _.*)$)");
  static const Pattern mark(R"(^\W*(please )?(type your )?reply above this line\W*$)", any_case);
  line = base::trim(line);
  return !line.empty() && (signature.find(line) || underscores.find(line) || mark.find(line) ||
                           is_original_message(line));
}

bool is_mobile_signature(std::string_view line) {
  static const Pattern usual(
      R"(^\W*(sent (from|via|with|using|by) (my |mail |yahoo|outlook|proton|gmail|samsung|blackberry|iphone|ipad|android|mobile|the )|get outlook for |download outlook for )"
      R"(|sent from (a |an )?\w+ ?(phone|mobile|device|tablet)|von meinem .{2,40}gesendet|gesendet (von|mit|\xC3\xBCber) )"
      R"(|envoy\xC3\xA9 (de|depuis|\xC3\xA0 partir|avec) |inviato (da|dal|con) |enviado (desde|do|de|con|a partir) |wys\xC5\x82ane? z |odesl\xC3\xA1no z |skickat fr\xC3\xA5n |sendt fra )"
      R"(|(verzonden|verstuurd) vanaf |l\xC3\xA4hetetty .{0,20}(iphone|puhelimesta)|iphone.{0,12}g\xC3\xB6nderildi))",
      any_case);
  return line.size() < 120 && usual.find(line).has_value();
}

std::size_t attribution_lines(const std::vector<std::string_view>& lines, std::size_t at) {
  const auto first = base::trim(lines[at]);
  if (first.empty() || first.size() > longest_attribution)
    return 0;
  if (ends_like_one(first) && closed().find(first))
    return 1;
  if (!opening().find(first))
    return 0;
  std::string joined;
  for (std::size_t count = 0; count < 4 && at + count < lines.size(); ++count) {
    const auto line = base::trim(lines[at + count]);
    const bool other = line.empty() || is_quoted(line) || (count > 0 && may_be_a_command(line));
    if (other || joined.size() + line.size() > longest_attribution)
      return 0;
    joined += (count > 0 ? " " : "") + std::string(line);
    if (ends_like_one(line) && (opened().find(joined) || closed().find(joined)))
      return count + 1;
  }
  return 0;
}

bool header_block_begins(const std::vector<std::string_view>& lines, std::size_t at) {
  if (header_kind(lines[at]) == Kind::none)
    return false;
  std::set<Kind> seen;
  for (std::size_t i = at; i < lines.size() && i < at + 8; ++i)
    if (const auto kind = header_kind(lines[i]); kind != Kind::none)
      seen.insert(kind);
  return seen.size() >= 3;
}

} // namespace mail
