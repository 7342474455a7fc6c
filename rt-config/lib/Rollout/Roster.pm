# SPDX-License-Identifier: Apache-2.0
# The roster of Early Adopter teams: lines `NGI<TAB>Site`, `#` comments. Read strictly, as a whole:
# a line that is not understood makes the roster unusable.
package Rollout::Roster;
use strict;
use warnings;

my $name = qr/[A-Za-z0-9._-]{1,127}/;    # what GOCDB permits in either

# The teams `<NGI>-<Site>` in the order of the file; dies naming every broken line.
sub read_file {
    my ($path) = @_;
    open my $in, '<', $path or die "roster $path: $!\n  remedy: name a readable file with --roster\n";
    my ( @teams, %seen, @broken );
    while ( my $line = <$in> ) {
        $line =~ s/\r?\n\z//;
        next if $line =~ /^\s*(?:#|\z)/;
        if ( $line !~ /^($name)\t($name)\z/ ) {
            push @broken, "line $.: '$line' is not NGI<TAB>Site";
            next;
        }
        my $team = "$1-$2";
        if ( my $first = $seen{ lc $team } ) {
            push @broken, "line $.: $team stands in line $first already";
            next;
        }
        $seen{ lc $team } = $.;
        push @teams, $team;
    }
    close $in or die "roster $path: $!\n";
    push @broken, 'no team in it' unless @teams or @broken;
    die join( "\n", map { "roster $path: $_" } @broken ), "\n  remedy: mend the roster; nothing was changed\n"
      if @broken;
    return @teams;
}

1;
