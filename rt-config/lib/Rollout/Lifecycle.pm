# SPDX-License-Identifier: Apache-2.0
# The lifecycle file in the directory that RT reads. Installed before RT is loaded, so that RT itself
# says whether it is good; withdrawn when the run fails.
package Rollout::Lifecycle;
use strict;
use warnings;

use Cwd qw(realpath);
use File::Basename qw(basename);
use File::Copy qw(copy);
use File::Temp qw(tempdir);

# `dir` undef: the file is the site's own business.
sub new {
    my ( $class, $source, $dir ) = @_;
    return bless { source => $source, dir => $dir, name => basename($source) }, $class;
}

sub install {
    my ( $self, %how ) = @_;
    my $dir = $self->{dir} // return;
    die "$dir is not a directory\n  remedy: name RT's RT_SiteConfig.d with --site-config-dir\n" unless -d $dir;
    $dir = $self->{dir} = realpath($dir);
    my $target = "$dir/$self->{name}";
    if ( -e $target ) {
        die "$target differs from rt-config/$self->{name}\n"
          . "  remedy: compare them; take the new one (then restart RT), or leave --site-config-dir out\n"
          if content($target) ne content( $self->{source} );
        print "found lifecycles in $target\n";
        return;
    }
    $self->{is_new} = 1;
    return $self->pretend if $how{dry};
    my $part = "$target.$$";
    copy( $self->{source}, $part ) && chmod( 0644, $part ) && rename( $part, $target )
      or die "$target: $!\n  remedy: run as a user who may write there\n";
    $self->{installed} = $target;
    print "created lifecycles in $target\n";
    return;
}

# For a dry run: this process alone reads a directory that looks as it would look.
sub pretend {
    my ($self) = @_;
    my $read = realpath( $ENV{RT_SITE_CONFIG_DIR} // '/etc/request-tracker5/RT_SiteConfig.d' ) // '';
    return if $read ne $self->{dir};    # RT would not see it, as it will not see the true one
    my $temp = tempdir( CLEANUP => 1 );
    for my $file ( glob("$self->{dir}/*.pm"), $self->{source} ) {
        symlink $file, "$temp/" . basename($file) or die "$temp: $!\n";
    }
    ## no critic (RequireLocalizedPunctuationVars)
    $ENV{RT_SITE_CONFIG_DIR} = $temp;
    print "would create lifecycles in $self->{dir}/$self->{name}\n";
    return;
}

sub is_new { return $_[0]{is_new} }

sub withdraw {
    my ($self) = @_;
    unlink $self->{installed} if $self->{installed};
    return;
}

sub content {
    my ($path) = @_;
    open my $in, '<', $path or die "$path: $!\n";
    local $/ = undef;
    return <$in> // '';
}

1;
