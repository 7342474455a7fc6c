# SPDX-License-Identifier: Apache-2.0
# bench/mime.sh: MIME::Parser, which RT reads mails with; each mail is parsed, which decodes every leaf.
use strict;
use warnings;
use MIME::Parser;

local $SIG{__WARN__} = sub { }; # it warns about every mail that is broken

my ($rounds, @paths) = @ARGV;
my @mails = map { local (@ARGV, $/) = ($_); scalar <> } @paths;
my $size = 0;
$size += length for @mails;

sub decoded {
    my ($entity) = @_;
    my $bytes = 0;
    $bytes += length $entity->bodyhandle->as_string if $entity->bodyhandle;
    $bytes += decoded($_) for $entity->parts;
    return $bytes;
}

my $all   = 0;
my $begin = (times)[0] + (times)[1];
for (1 .. $rounds) {
    for my $mail (@mails) {
        my $parser = MIME::Parser->new;
        $parser->output_to_core(1);
        $parser->tmp_to_core(1);
        my $entity = eval { $parser->parse_data($mail) } or next;
        $all += decoded($entity);
    }
}
my $used = (times)[0] + (times)[1] - $begin;
open my $status, '<', '/proc/self/status' or die;
my ($peak) = map { /^VmHWM:\s+(\d+)/ ? $1 / 1024 : () } <$status>;
printf "%.1f %.1f %d\n", $size * $rounds / 1e6 / $used, $peak, $all / $rounds;
