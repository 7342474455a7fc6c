# SPDX-License-Identifier: Apache-2.0
# The account of one run of `apply`: what was created, what was there, what stands in the way.
# A contradiction is collected, so that one run names them all; a failure of RT ends the run at once.
package Rollout::Ledger;
use strict;
use warnings;

sub new {
    my ( $class, %how ) = @_;
    return bless { created => 0, found => 0, contradictions => [], dry => $how{dry} }, $class;
}

sub created {
    my ( $self, $what ) = @_;
    $self->{created}++;
    printf "%s %s\n", $self->{dry} ? 'would create' : 'created', $what;
    return;
}

sub found {
    my ( $self, $what ) = @_;
    $self->{found}++;
    print "found $what\n";
    return;
}

sub remark {
    my ( $self, $what ) = @_;
    print "note: $what\n";
    return;
}

# `what` is there and is not as it must be; it is left alone. `remedy` is an imperative sentence.
sub contradiction {
    my ( $self, $what, $remedy ) = @_;
    push @{ $self->{contradictions} }, "$what\n  remedy: $remedy";
    return;
}

# RT answers (true, message) or (false, message).
sub must {
    my ( $self, $what, $ok, $why ) = @_;
    die "RT refused $what: " . ( $why // 'no reason given' ) . "\n" unless $ok;
    return $ok;
}

sub contradictions { return @{ $_[0]{contradictions} } }

sub summary {
    my ($self) = @_;
    return sprintf '%s %d, found %d', $self->{dry} ? 'would create' : 'created', $self->{created},
      $self->{found};
}

1;
