// SPDX-License-Identifier: Apache-2.0
// The rules of quotation line by line; whole mails are in tests/corpus.
#include "mail/fresh_text.hpp"

#include <catch2/catch.hpp>

namespace {

std::string fresh(const std::string& text) {
  return mail::fresh_text(mail::parse("Content-Type: text/plain; charset=utf-8\n\n" + text)).text;
}

} // namespace

TEST_CASE("hard cuts end what is new, whatever follows") {
  for (const char* line : {"-----Original Message-----",
                           "---------- Forwarded message ---------",
                           "----- Ursprüngliche Nachricht -----",
                           "-------- Messaggio originale --------",
                           "-----Message d'origine-----",
                           "Begin forwarded message:",
                           "Anfang der weitergeleiteten Nachricht:",
                           "Début du message réexpédié :",
                           "Inizio messaggio inoltrato:",
                           "_____",
                           "________________________________",
                           "--",
                           "-- ",
                           "—",
                           "-- Please reply above this line --",
                           "##- Please type your reply above this line -##",
                           "-----Původní zpráva-----",
                           "-- Original Message --",
                           "---",
                           "***",
                           "* * *",
                           "####",
                           "~~~~~",
                           "=====",
                           "++++++++",
                           "-=-=-=-",
                           "———",
                           "────────",
                           "---- On Mon, 2 Nov 2026 Anna <a@b> wrote ----",
                           "---- On Mon, 2 Nov 2026 Anna",
                           "--- Ursprüngliche Nachricht ---",
                           "-----Исходное сообщение-----",
                           "Пересылаемое сообщение",
                           "転送メッセージ",
                           "原始邮件",
                           "*** Original Message ***",
                           "Mensaje reenviado",
                           "\xE1\x90\xA7",
                           "You received this message because you are subscribed to the group"})
    CHECK(fresh("new\n" + std::string(line) + "\naccept T\n> x\naccept T\n") == "new");
  for (const char* line :
       {"- a list", "a -- b", "--option", "-1", "the original message", "***bold***b",
        "*** EXTERNAL MAIL ***", "### Report ###", "**", "->", "#1", "1--2", "~5 GB", "c++"})
    CHECK(fresh("new\n" + std::string(line) + "\naccept T") ==
          "new\n" + std::string(line) + "\naccept T");
}

TEST_CASE("an attribution goes alone above a quotation, and cuts above plain text") {
  for (const char* line :
       {"On Mon, 1 Nov 2026 at 10:00, Anna <a@b> wrote:", "On Mon, Anna\n<a@b>\nwrote:",
        "Am 1.11.2026 schrieb Anna:", "Am 01.11.26 um 10:00 schrieb Anna Rossi <a@b>:",
        "Anna Rossi <a@b> wrote:", "Quoting Anna Rossi <a@b>:",
        "2026-11-01 10:00 GMT+01:00 Anna Rossi <a@b>:", "Anna Rossi <a@b> a écrit :",
        "Dnia 1 listopada Anna napisał(a):", "Le 1 nov. 2026 à 10:00, Anna a écrit :",
        "Anna writes:", "Ha scritto Anna <a@b>:"}) {
    CHECK(fresh("top\n\n" + std::string(line) + "\n\n> quoted\n\nbottom\n") == "top\n\nbottom");
    CHECK(fresh("top\n\n" + std::string(line) + "\n\nunmarked\naccept T\n") == "top");
  }
}

TEST_CASE("an attribution swallows no command next to it") {
  CHECK(fresh("accept T\nOn Mon, Anna <a@b> wrote:\n> x\n") == "accept T");
  CHECK(fresh("On Monday we will\naccept T\nas Anna wrote:\n> x\n") ==
        "On Monday we will\naccept T");
  CHECK(fresh("On Monday we tested it.\naccept T\n") == "On Monday we tested it.\naccept T");
}

TEST_CASE("a block of headers cuts, a line that looks like one does not") {
  CHECK(fresh("x\nFrom: a\nSent: b\nTo: c\n\naccept T") == "x");
  CHECK(fresh("x\n*De :* a\n*Envoyé :* b\n*À :* c\n\naccept T") == "x");
  CHECK(fresh("x\nOd: a\nKomu: b\nPředmět: c\n\naccept T") == "x");
  CHECK(fresh("To: all\naccept T") == "To: all\naccept T");
}

TEST_CASE("a mobile signature goes alone") {
  for (const char* line : {"Sent from my iPhone", "Get Outlook for Android", "Envoyé de mon iPhone",
                           "Von meinem iPhone gesendet", "Inviato da iPhone",
                           "Enviado desde mi iPhone", "Odesláno z iPhonu", "Sent via BlackBerry"})
    CHECK(fresh(std::string(line) + "\naccept T\n") == "accept T");
  CHECK(fresh("Sent the report yesterday\n") == "Sent the report yesterday");
}

TEST_CASE("a stray separator never takes the mark off a quoted line") {
  for (const char* separator : {"\r", "\f", "\v", "\xE2\x80\xA8", "\xC2\x85"})
    CHECK(fresh("> quoted" + std::string(separator) + "accept T\n").empty());
}

TEST_CASE("attributions of many languages, on one line to four") {
  for (const char* line : {
           "Le lun. 2 nov. 2026 à 10:00, Anna Rossi <a@b> a écrit :",
           "El lun, 2 nov 2026 a las 10:00, Anna Rossi (<a@b>) escribió:",
           "Il giorno lun 2 nov 2026 alle ore 10:00 Anna Rossi <a@b> ha scritto:",
           "Em seg., 2 de nov. de 2026 às 10:00, Anna Rossi <a@b> escreveu:",
           "Op ma 2 nov 2026 om 10:00 schreef Anna Rossi <a@b>:",
           "pon., 2 lis 2026 o 10:00 Anna Rossi <a@b> napisał(a):",
           "po 2. 11. 2026 v 10:00 odesílatel Anna Rossi <a@b> napsal:",
           "po 2. 11. 2026 o 10:00 Anna Rossi <a@b> napísal(a):",
           "Den mån 2 nov. 2026 kl 10:00 skrev Anna Rossi <a@b>:",
           "man. 2. nov. 2026 kl. 10.00 skrev Anna Rossi <a@b>:",
           "ma 2. marrask. 2026 klo 10.00 Anna Rossi (a@b) kirjoitti:",
           "Anna Rossi <a@b>, 2 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:",
           "Στις Δευ 2 Νοε 2026 στις 10:00 π.μ., ο χρήστης Anna Rossi έγραψε:",
           "Anna Rossi <a@b> ezt írta (időpont: 2026. nov. 2., H, 10:00):",
           "În lun., 2 nov. 2026 la 10:00, Anna Rossi <a@b> a scris:",
           "На пн, 2.11.2026 г. в 10:00 Anna Rossi <a@b> написа:",
           "пн, 2 нояб. 2026 г. в 10:00, Anna Rossi <a@b>:",
           "02.11.2026 10:00, Anna Rossi пишет:",
           "пн, 2 лист. 2026 р. о 10:00 Anna Rossi <a@b> пише:",
           "pon, 2. stu 2026. u 10:00 Anna Rossi <a@b> napisao je:",
           "пон, 2. нов 2026. у 10:00 Anna Rossi је написао/ла:",
           "V V pon., 2. nov. 2026 ob 10:00 je oseba Anna Rossi <a@b> napisala:",
           "2026-11-02, pr, 10:00 Anna Rossi <a@b> rašė:",
           "pirmd., 2026. g. 2. nov., plkst. 10:00 — lietotājs Anna Rossi rakstīja:",
           "Kuupäev E, 2. november 2026 kell 10:00 kirjutas kasutaja Anna Rossi <a@b>:",
           "Anna Rossi <a@b> 于2026年11月2日周一 10:00写道：",
           "Anna Rossi <a@b> 於 2026年11月2日 週一 上午10:00寫道：",
           "2026年11月2日(月) 10:00 Anna Rossi <a@b>:",
           "2026年11月2日 10:00、Anna Rossi のメッセージ:",
           "2026년 11월 2일 (월) 오전 10:00, Anna Rossi <a@b>님이 작성:",
           "في الاثنين، 2 نوفمبر 2026 في 10:00 ص كتب Anna Rossi:",
           "בתאריך יום ב׳, 2 בנוב׳ 2026 ב-10:00 מאת Anna Rossi <a@b>:",
           "2026-11-02 10:00 GMT+01:00 Anna Rossi",
           "In article <x@y>, Anna Rossi wrote:",
           "\"Anna Rossi\" <a@b> schrieb am 02.11.2026 um 10:00:",
       }) {
    CAPTURE(line);
    const std::string one = line;
    CHECK(fresh("top\n\n" + one + "\n\n> quoted\n\nbottom\n") == "top\n\nbottom");
    CHECK(fresh("top\n\n" + one + "\n\nunmarked\naccept T\n") == "top");
    CHECK(fresh("accept T\n" + one + "\nunmarked\naccept U\n") == "accept T");
    // broken at any one blank, and at any two
    for (auto first = one.find(' '); first != one.npos; first = one.find(' ', first + 1)) {
      auto broken = one;
      broken[first] = '\n';
      CAPTURE(broken);
      if (one.find("GMT") == one.npos)
        CHECK(fresh("top\n\n" + broken + "\n\nunmarked\naccept T\n").find("accept") ==
              std::string::npos);
      for (auto second = one.find(' ', first + 8);
           second != one.npos && one.find("GMT") == one.npos; second = one.find(' ', second + 8)) {
        broken[second] = '\n';
        CHECK(fresh("top\n\n" + broken + "\n\nunmarked\naccept T\n").find("accept") ==
              std::string::npos);
        broken[second] = ' ';
      }
    }
  }
}

TEST_CASE("no length hides an attribution") {
  for (const std::string word : {"x", "On ", "wrote ", "1", "10:00 ", "<", "a@b ", "<a@b ",
                                 "schrieb am ", "é", "写", ": ", "- "})
    for (const char* end :
         {" wrote:", " <a@b>:", " Anna <a@b> wrote:", " schrieb am 2.11.2026 um 10:00:"}) {
      std::string name;
      while (name.size() < 1'900)
        name += word;
      CAPTURE(word, end);
      CHECK(fresh("x\n\n" + name + end + "\n\naccept T\n").find("accept") == std::string::npos);
    }
}

TEST_CASE("a command hidden in a broken attribution is of the quotation") {
  CHECK(fresh("x\n\nOn Mon, 2 Nov 2026 at 10:00, Anna Rossi\nreject T\n<a@b> wrote:\n> y\n") ==
        "x");
  CHECK(fresh("x\n\nAm Mo., 2. Nov. 2026 um 10:00\nreject T\nschrieb Anna:\n> y\n") == "x");
}

TEST_CASE("blocks of headers in many languages") {
  for (const char* block : {"Von: a\nGesendet: b\nAn: c\nBetreff: d",
                            "De : a\nEnvoyé : b\nÀ : c\nObjet : d",
                            "De: a\nEnviado el: b\nPara: c\nAsunto: d",
                            "Da: a\nInviato: b\nA: c\nOggetto: d",
                            "De: a\nEnviada em: b\nPara: c\nAssunto: d",
                            "Van: a\nVerzonden: b\nAan: c\nOnderwerp: d",
                            "Od: a\nWysłano: b\nDo: c\nTemat: d",
                            "Od: a\nOdesláno: b\nKomu: c\nPředmět: d",
                            "Od: a\nOdoslané: b\nKomu: c\nPredmet: d",
                            "Från: a\nSkickat: b\nTill: c\nÄmne: d",
                            "Fra: a\nSendt: b\nTil: c\nEmne: d",
                            "Lähettäjä: a\nLähetetty: b\nVastaanottaja: c\nAihe: d",
                            "Kimden: a\nGönderildi: b\nKime: c\nKonu: d",
                            "Από: a\nΣτάλθηκε: b\nΠρος: c\nΘέμα: d",
                            "ΑΠΌ: a\nΣΤΆΛΘΗΚΕ: b\nΠΡΟΣ: c\nΘΈΜΑ: d",
                            "Feladó: a\nElküldve: b\nCímzett: c\nTárgy: d",
                            "De la: a\nTrimis: b\nCătre: c\nSubiect: d",
                            "От: a\nИзпратено: b\nДо: c\nТема: d",
                            "От: a\nОтправлено: b\nКому: c\nТема: d",
                            "ОТ: a\nОТПРАВЛЕНО: b\nКОМУ: c\nТЕМА: d",
                            "Від: a\nНадіслано: b\nКому: c\nТема: d",
                            "Šalje: a\nPoslano: b\nPrima: c\nPredmet: d",
                            "Шаље: a\nПослато: b\nКоме: c\nНаслов: d",
                            "Od: a\nPoslano: b\nZa: c\nZadeva: d",
                            "Nuo: a\nIšsiųsta: b\nKam: c\nTema: d",
                            "No: a\nNosūtīts: b\nKam: c\nTēma: d",
                            "Saatja: a\nSaadetud: b\nAdressaat: c\nTeema: d",
                            "发件人：a\n发送时间：b\n收件人：c\n主题：d",
                            "寄件者: a\n寄件日期: b\n收件者: c\n主旨: d",
                            "差出人: a\n送信日時: b\n宛先: c\n件名: d",
                            "보낸 사람: a\n보낸 날짜: b\n받는 사람: c\n제목: d",
                            "من: a\nالتاريخ: b\nإلى: c\nالموضوع: d",
                            "מאת: a\nנשלח: b\nאל: c\nנושא: d",
                            "*From:* a\n*Date:* b\n*To:* c",
                            "Subject: a\n\nFrom: b\n\nDate: c"}) {
    CAPTURE(block);
    CHECK(fresh("x\n\n" + std::string(block) + "\n\naccept T") == "x");
  }
  CHECK(fresh("Site: a\nVersion: b\nNode: c\naccept T") ==
        "Site: a\nVersion: b\nNode: c\naccept T");
}

TEST_CASE("mobile signatures of many languages go alone") {
  for (const char* line : {"Gesendet von Outlook für Android",
                           "Envoyé de mon iPad",
                           "Enviado do meu iPhone",
                           "Verzonden vanaf mijn iPhone",
                           "Wysłane z iPhone'a",
                           "Odesláno z iPhonu",
                           "Odoslané z iPhonu",
                           "Skickat från min iPhone",
                           "Sendt fra min iPad",
                           "Lähetetty iPhonesta",
                           "iPhone'umdan gönderildi",
                           "Στάλθηκε από το iPhone μου",
                           "Küldve iPhone-ról",
                           "Trimis de pe iPhone",
                           "Изпратено от моя iPhone",
                           "Отправлено с iPhone",
                           "Надіслано з iPhone",
                           "Poslano s mog iPhonea",
                           "Послато са iPhone-а",
                           "Poslano iz iPhona",
                           "Išsiųsta iš mano iPhone",
                           "Nosūtīts no mana iPhone",
                           "Saadetud minu iPhone'ist",
                           "发自我的iPhone",
                           "從我的 iPhone 傳送",
                           "iPhoneから送信",
                           "나의 iPhone에서 보냄",
                           "أُرسلت من الـ iPhone",
                           "נשלח מה-iPhone שלי",
                           "Get Outlook for iOS<https://aka.ms/x>"}) {
    CAPTURE(line);
    CHECK(fresh(std::string(line) + "\naccept T\n") == "accept T");
    CHECK(fresh("x\n" + std::string(line) + "\n\nOn Mon, Anna <a@b> wrote:\n> y") == "x");
  }
}

TEST_CASE("text between two mobile signatures is another mail's") {
  CHECK(fresh("x\nSent from my iPhone\naccept T\nEnvoyé de mon iPad\naccept T") == "x");
  CHECK(fresh("x\nSent from my iPhone\nGet Outlook for iOS\naccept T") == "x\naccept T");
  CHECK(fresh("x\nSent from my iPhone\naccept T\n-- \nSent from my iPad") == "x\naccept T");
}

TEST_CASE("the last words of a quoted line that was broken without its mark are quoted") {
  const std::string full =
      "> please tell us by tomorrow at noon, in one line of your own, what you do";
  CHECK(full.size() >= 70);
  CHECK(fresh(full + "\naccept T\n> and so on\n").empty());
  CHECK(fresh("> what do you do?\naccept T\n> and so on\n") == "accept T");
  CHECK(fresh(full + "\n\naccept T\n\n> and so on\n") == "accept T");
}

TEST_CASE("what is below a cut changes nothing above it") {
  for (const char* below : {"Subject: a\nTo: b", "Sent from my iPad", "> q", "wrote:",
                            "\n\n-----BEGIN PGP SIGNATURE-----", "\n\naccept T", "<a@b> wrote:"})
    for (const char* above :
         {"From: x\nSent: y", "x\nSent from my iPhone\ny", "On Mon, 2 Nov 2026 10:00, Anna", "x",
          "-----BEGIN PGP SIGNED MESSAGE-----\nx"}) {
      const auto cut = std::string(above) + "\n_____\n";
      CAPTURE(cut, below);
      CHECK(fresh(cut + below) == fresh(cut));
    }
}

TEST_CASE("a clear-signed text is read, its armour is not") {
  CHECK(fresh("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\naccept T\n- -- \nAnna\n"
              "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\naccept U\n") ==
        "accept T");
  CHECK(fresh("-----BEGIN PGP SIGNED MESSAGE-----\n-----Original Message-----\n\naccept T\n")
            .empty());
}

TEST_CASE("what the sender only seems to have written is left out") {
  const std::string on_top = "ok, thanks\n\n";
  for (const std::string above :
       {"Release Manager <rm@egi.eu> wrote:", "Document Server <d@x.org> a écrit :",
        "----- Rejected Message -----", "Peter Solagna said:",
        "On 20 Nov 2026 10:00, Anna Rossi wrote", "Anna Rossi wrote on 20 Nov 2026",
        ">>> Carlo Bianchi <carlo@infn.example> 20/11/2026 10:00 >>>",
        "Carlo Bianchi 20/11/2026 10:00 >>>", "El 20/11/26 a les 10:00, Carlo Bianchi ha escrit:",
        "20/11/2026 10:00 by carlo@infn.example:",
        "De: Carlo <c@x>\nEnviat: divendres, 20 de novembre de 2026 10:00\nPer a: Anna "
        "<a@x>\nTema: x",
        "Nork: Carlo <c@x>\nBidaltze-data: 2026-11-20 10:00\nNori: Anna <a@x>\nGaia: x"}) {
    INFO(above);
    CHECK(fresh(on_top + above + "\n\naccept NGI_IT-INFN-T1\n") == "ok, thanks");
  }
}

TEST_CASE("a line that may be the rest of a quoted one is doubted, not taken") {
  const std::string open = "> I think that it is best when you now just answer to them with\n";
  const auto read = [](const std::string& text) {
    return mail::fresh_text(mail::parse("Content-Type: text/plain; charset=utf-8\n\n" + text));
  };
  CHECK(read(open + "accept A-B1\n").text.empty());
  CHECK(read(open + "accept A-B1\n").doubted == std::vector<std::string>{"accept A-B1"});
  CHECK(read(open + "the following\naccept A-B1\n").doubted.size() == 1);
  CHECK(read(open + "\naccept A-B1\n").text == "accept A-B1");
  CHECK(read("> Will your site be able to take part in this staged rollout of CREAM 1.13?\n"
             "accept A-B1\n")
            .text == "accept A-B1");
  CHECK(read("> short\naccept A-B1\n> more\n").text == "accept A-B1");
}

TEST_CASE("where it is not certain that somebody else wrote them, commands are asked about") {
  const auto doubted = [](const std::string& text) {
    return mail::fresh_text(mail::parse("Content-Type: text/plain; charset=utf-8\n\n" + text))
        .doubted;
  };
  const std::vector<std::string> one{"accept A-B1"};
  CHECK(doubted("Someone wrote to us:\n\naccept A-B1\n") == one);
  CHECK(doubted("Answer of our site\n-----------\naccept A-B1\n") == one);
  for (const char* end : {" wrote:", "：", " <anna@infn.example>", " 20/11/2026 >>>", " 写道"})
    CHECK(doubted("x\n" + std::string(3'000, 'y') + end + "\naccept A-B1\n") == one);
  CHECK(doubted("x\n-- \naccept A-B1\n").empty());
  CHECK(doubted("x\n-----Original Message-----\naccept A-B1\n").empty());
  CHECK(doubted("Anna <a@b.c> wrote:\n\naccept A-B1\n").empty());
  CHECK(doubted("From: a@b\nTo: c@d\nSubject: x\n\naccept A-B1\n").empty());
  CHECK(doubted("x\n----\nFrom: a@b\nTo: c@d\nSubject: x\n\naccept A-B1\n").empty());
}

TEST_CASE("a line that is too long is judged by its front") {
  const std::string tail = std::string(3'000, 'y') + "\naccept NGI_IT-INFN-T1\n";
  const std::string front(2'000, 'y');
  CHECK(fresh("x\n" + tail) == "x\n" + front + "\naccept NGI_IT-INFN-T1");
  CHECK(fresh("x\n> " + tail) == "x");
  CHECK(fresh("x\n> " + std::string(1'997, 'y') + "." + tail) ==
        "x"); // its end tells how it goes on
  CHECK(fresh("x\n-----Original Message-----" + tail) == "x");
}

TEST_CASE("below a quotation in a container of its own one writes as below any other") {
  const auto read = [](const std::string& html) {
    return mail::fresh_text(mail::parse("Content-Type: text/html; charset=utf-8\n\n" + html)).text;
  };
  const std::string rt =
      "<div class=\"gmail_quote\">On Fri Nov 20 10:00:00 2026, root wrote:<br />"
      "<blockquote class=\"gmail_quote\" type=\"cite\"><p>reject U-1</p></blockquote></div>";
  CHECK(read(rt + "<p>accept&nbsp;T-1</p>") == "accept T-1");
  CHECK(read("<p>accept T-1</p>" + rt) == "accept T-1");
  CHECK(read("<p id=reply-intro>On Fri, root wrote:</p><blockquote>reject U-1</blockquote>"
             "<p>accept T-1</p>") == "accept T-1");
  CHECK(read("<p>see</p><div id=appendonsend></div>On Fri, root wrote:<blockquote>x</blockquote>"
             "<p>reject U-1</p>") == "see");
  CHECK(read("<p>see</p><div class=gmail_quote>---------- Forwarded message ---------<br>"
             "reject U-1</div><p>accept T-1</p>") == "see");
}
